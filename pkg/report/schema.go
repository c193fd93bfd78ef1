package report

import (
	"encoding/json"
	"strings"
)

// propertyTypes are the JSON Schema types of what properties take.
var propertyTypes = map[string]map[string]any{
	"text":     {"type": "string"},
	"texts":    {"type": "array", "items": map[string]any{"type": "string"}},
	"time":     {"type": "string", "format": "date-time"},
	"date":     {"type": "string", "format": "date"},
	"dates":    {"type": "array", "items": map[string]any{"type": "string", "format": "date"}},
	"bool":     {"type": "boolean"},
	"number":   {"type": "integer"},
	"fraction": {"type": "number"},
	"count":    {"type": "integer", "minimum": 0},
	"place":    {"type": "integer", "minimum": 1},
	"severity": {"type": "string", "enum": []string{"off", "info", "warning", "error"}},
	"need":     {"type": "string", "enum": []string{"field", "section", "condition"}},
	"any":      {},
	"extra": {"type": "object", "additionalProperties": map[string]any{"anyOf": []any{
		map[string]any{"type": "string"},
		map[string]any{"type": "array", "items": map[string]any{"type": "string"}},
	}}},
}

// OutputSchema is the JSON Schema (2020-12) of all JSON output, one definition
// for each kind and each shape. Readers are to ignore keys they do not know.
func OutputSchema() []byte {
	defs := map[string]any{}
	for _, s := range shapes() {
		defs[s.name] = object(s.doc, s.keys, nil)
	}
	var all []any
	for _, k := range kinds {
		name := k.name + "_output"
		defs[name] = object("Output of "+k.doc+".", k.lists, map[string]any{
			"schema": map[string]any{"const": schemaVersion},
			"kind":   map[string]any{"const": k.name},
		})
		all = append(all, map[string]any{"$ref": "#/$defs/" + name})
	}
	schema := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "Output of pm --format json",
		"oneOf":   all,
		"$defs":   defs,
	}
	// Only strings, lists and maps are in there: it cannot fail.
	out, _ := json.MarshalIndent(schema, "", "  ")
	return append(out, '\n')
}

// object is the schema of an object whose keys are all there.
func object(doc string, keys []property, properties map[string]any) map[string]any {
	if properties == nil {
		properties = map[string]any{}
	}
	required := make([]string, 0, len(keys)+len(properties))
	for _, fixed := range []string{"schema", "kind"} {
		if properties[fixed] != nil {
			required = append(required, fixed)
		}
	}
	for _, p := range keys {
		properties[p.key] = p.schema()
		required = append(required, p.key)
	}
	return map[string]any{"type": "object", "description": doc, "properties": properties, "required": required}
}

// schema is that of one property.
func (p property) schema() map[string]any {
	takes, nullable := strings.CutSuffix(p.takes, "?")
	out := map[string]any{"description": p.doc}
	if name, isList := strings.CutPrefix(takes, "[]"); isList {
		out["type"] = "array"
		out["items"] = map[string]any{"$ref": "#/$defs/" + name}
	}
	for key, value := range propertyTypes[takes] {
		out[key] = value
	}
	if nullable {
		out["type"] = []any{out["type"], "null"}
	}
	return out
}
