// Package intake turns what exists before an incident is recorded into incidents
// and edits of incidents. It reads texts and never the disk; what a text does not
// say it does not make up.
package intake
