module github.com/postmortem-md/pm/.ci/rdf

go 1.26.0

require (
	github.com/reviewdog/reviewdog v0.21.3
	google.golang.org/protobuf v1.36.12
)
