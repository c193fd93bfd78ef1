package report

// ColorWanted decides whether to write colour. flag is the value of --color:
// always and never decide by themselves; auto, or "", asks the environment in
// the order NO_COLOR (https://no-color.org: any value but the empty one),
// CLICOLOR_FORCE (not empty, not 0), TERM=dumb, and at last whether the output
// is a terminal.
func ColorWanted(flag string, getenv func(string) string, isTerminal bool) bool {
	switch flag {
	case "always":
		return true
	case "never":
		return false
	}
	if getenv("NO_COLOR") != "" {
		return false
	}
	if force := getenv("CLICOLOR_FORCE"); force != "" && force != "0" {
		return true
	}
	return isTerminal && getenv("TERM") != "dumb"
}
