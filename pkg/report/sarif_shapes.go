package report

import (
	"fmt"
	"strings"

	"github.com/postmortem-md/pm/pkg/lint"
)

// The parts of SARIF 2.1.0 that pm writes, named as there.
type (
	sarifRun struct {
		Tool        sarifTool            `json:"tool"`
		Invocations []sarifInvocation    `json:"invocations"`
		ColumnKind  string               `json:"columnKind"`
		Bases       map[string]sarifBase `json:"originalUriBaseIds"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		URI     string      `json:"informationUri"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Help    sarifText    `json:"help"`
		HelpURI string       `json:"helpUri"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Enabled bool   `json:"enabled"`
		Level   string `json:"level"`
	}
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifBase struct {
		Description sarifText `json:"description"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    *int              `json:"ruleIndex,omitempty"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    [1]sarifLocation  `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

// sarifHead is the run without its results.
func sarifHead(sum Summary, missing int) sarifRun {
	r := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: tool, Version: sum.Version, URI: home}},
		Invocations: []sarifInvocation{{Successful: true}},
		ColumnKind:  "unicodeCodePoints",
		Bases:       map[string]sarifBase{"%SRCROOT%": {sarifText{Text: "The top of the Git work tree."}}},
	}
	for _, rule := range lint.Rules {
		r.Tool.Driver.Rules = append(r.Tool.Driver.Rules, sarifRuleOf(rule))
	}
	if missing > 0 {
		text := fmt.Sprintf("%s left out: GitHub takes %d results. Errors come first.", Count(missing, "finding"), takenByGitHub)
		r.Invocations[0].Notifications = []sarifNotification{{"warning", sarifText{Text: text}}}
	}
	return r
}

// sarifRuleOf ends its texts with a full stop, as readers of SARIF expect.
func sarifRuleOf(r *lint.Rule) sarifRule {
	url := ruleURL(r.ID)
	return sarifRule{
		ID:      r.ID,
		Short:   sarifText{Text: r.Summary + "."},
		Full:    sarifText{Text: r.Why},
		Help:    sarifText{Text: r.Why + "\n\nExamples and settings: " + url, Markdown: r.Why + "\n\n[Examples and settings](" + url + ")"},
		HelpURI: url,
		Default: sarifDefault{Enabled: r.Severity != lint.Off, Level: sarifLevel(r.Severity)},
	}
}

func sarifResultOf(f lint.Finding, index map[string]int, fingerprint string) sarifResult {
	r := sarifResult{
		RuleID:  f.Rule,
		Level:   sarifLevel(f.Severity),
		Message: sarifText{Text: sarifMessage(wording(f))},
		Locations: [1]sarifLocation{{sarifPhysical{
			Artifact: sarifArtifact{URI: uriPath(f.File), BaseID: "%SRCROOT%"},
			Region:   regionOf(f),
		}}},
		// The one name that GitHub reads; without it GitHub hashes the line's words.
		Fingerprints: map[string]string{"primaryLocationLineHash": fingerprint},
	}
	if n, ok := index[f.Rule]; ok {
		r.RuleIndex = &n
	}
	return r
}

// sarifMessage takes apart what SARIF reads as a link, [text](target).
func sarifMessage(s string) string { return strings.ReplaceAll(s, "](", "] (") }

// regionOf is the first line when a finding is about the file as a whole: GitHub
// shows no result without a place.
func regionOf(f lint.Finding) sarifRegion {
	if f.Start.Line == 0 {
		return sarifRegion{StartLine: 1}
	}
	return sarifRegion{StartLine: f.Start.Line, StartColumn: f.Start.Column, EndLine: f.End.Line, EndColumn: f.End.Column}
}

// sarifLevel of a rule that is off is what it has when it is asked for by name.
func sarifLevel(s lint.Severity) string {
	switch {
	case s >= lint.Error:
		return "error"
	case s == lint.Warning, s == lint.Off:
		return "warning"
	}
	return "note"
}

// uriPath is a relative path as a URI reference (RFC 3986, section 4.2): every
// byte but unreserved ones and the slash is escaped, whatever its encoding is.
func uriPath(path string) string {
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~/", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
