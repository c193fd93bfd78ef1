package similar

import (
	"strings"
	"sync"
)

// stopWords say nothing of what happened: the small words of English, words of
// time, and those that any postmortem has.
const stopWords = `
a about above after again against all almost already also although always am among an and another any anyone anything are
around as at away back be became because become been before began being below between both but by came can cannot could
did do does doing don done down due during each either else enough etc even ever every everything far few first for found
from further gave get gets getting give given go goes going gone got had has have having he her here him his how however
i if in instead into is it its itself just keep kept know known last later least less let like likely long longer made
make makes making many may maybe me might more most much must my near need needed needs neither never new next no none
nor not nothing now of off often on once one only onto or other others our out over own per perhaps put quite rather
really said same saw say see seem seemed seems seen several she should since so some something soon still such take
taken than that the their them then there these they thing things this those though three through to together too took
towards tried two under until up upon us use used uses using usually very via want wanted was way we well went were what
when where whether which while who whole whom why will with within without would yet you your
January February March April May June July August September October November December
Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun
utc gmt pst pdt est edt cet cest bst pm time times date day days week weeks month months year years hour hours
minute minutes min mins second seconds sec secs ms today yesterday
incident incidents outage outages downtime postmortem postmortems mortem issue issues problem problems timeline summary
affect affected affecting affects cause caused causes causing experience experienced experiencing impact impacted impacts
occur occurred occurring occurs
`

var stopSet = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(strings.ToLower(stopWords)) {
		set[word] = true
		set[string(stem([]byte(word)))] = true
	}
	return set
})

// stopped reports a word that no query is made of.
func stopped(word []byte) bool { return stopSet()[string(word)] }
