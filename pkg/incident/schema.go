package incident

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// object is a JSON object that keeps its members in order, so that the schema
// reads as the field table does and comes out the same each time.
type object []member

type member struct {
	key   string
	value any
}

// MarshalJSON writes the members in order.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for n, m := range o {
		if n > 0 {
			b.WriteByte(',')
		}
		key, err := json.Marshal(m.key)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(key)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Schema is the JSON Schema (2020-12) of the front matter under policy p, for
// editors and other tools. Null stands for a key that is not filled yet. It
// knows fields and their gates, not the body or the order of times.
func Schema(p *Process) []byte {
	schema := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Front matter of a postmortem"},
		{"description", "The YAML at the top of an incident's Markdown file, as pm reads it."},
		{"type", "object"},
		{"properties", fieldSchemas(p)},
		{"additionalProperties", !p.StrictFields},
		{"allOf", gateSchemas(p)},
	}
	// Strings, numbers and booleans are all there is: this cannot fail.
	out, _ := json.MarshalIndent(schema, "", "  ")
	return append(out, '\n')
}

func fieldSchemas(p *Process) object {
	var properties object
	for _, f := range Fields {
		properties = append(properties, member{f.Key, described(f.Key, f.Doc, kindSchema(f.Kind, p))})
	}
	for _, key := range p.ExtraFields {
		properties = append(properties, member{key, object{{"title", words(key)}}})
	}
	return properties
}

func described(key, doc string, s object) object {
	return append(object{{"title", words(key)}, {"description", doc}}, s...)
}

// words makes a title of a key: started_at, Started at.
func words(key string) string {
	if key == "" {
		return ""
	}
	return strings.ToUpper(key[:1]) + strings.ReplaceAll(key[1:], "_", " ")
}

// kindSchema is the shape of a kind of field.
func kindSchema(k FieldKind, p *Process) object {
	switch k {
	case StateField:
		return enum(StateNames())
	case SeverityField:
		return enum(p.Severities)
	case StatusField:
		return enum(Statuses)
	case ActionKindField:
		return enum(ActionKinds)
	case TimestampField:
		return object{{"type", orNull("string")}, {"format", "date-time"}, {"pattern", "Z$"}}
	case DateField:
		return object{{"type", orNull("string")}, {"format", "date"}}
	case PersonsField, TextsField:
		return list(kindSchema(TextField, p))
	case TriggersField:
		return list(enum(p.Triggers))
	case DatesField:
		return list(kindSchema(DateField, p))
	case ActionsField:
		return list(itemSchema(ActionFields, p, "id", "title", "status"))
	case HistoryField:
		return list(itemSchema(HistoryFields, p, "state", "at"))
	}
	return object{{"type", orNull("string", "number")}}
}

func itemSchema(rows []ItemField, p *Process, required ...string) object {
	var properties object
	for _, f := range rows {
		properties = append(properties, member{f.Key, described(f.Key, f.Doc, kindSchema(f.Kind, p))})
	}
	return object{
		{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", true},
	}
}

func list(items object) object {
	return object{{"type", orNull("array")}, {"items", items}}
}

func enum(words []string) object {
	values := make([]any, 0, len(words)+1)
	for _, w := range words {
		values = append(values, w)
	}
	return object{{"enum", append(values, nil)}}
}

func orNull(types ...string) []string { return append(types, "null") }

// gateSchemas ask for the keys that a state's gate asks for. Adopted incidents
// are held to types only.
func gateSchemas(p *Process) []object {
	var all []object
	for n, s := range States {
		needs := keyNeeds(p.Gates[s])
		if len(needs) == 0 {
			continue
		}
		from := object{
			{"properties", object{{"state", object{{"enum", States[n:]}}}}},
			{"required", []string{"state"}},
			{"not", object{{"required", []string{"adopted"}}}},
		}
		all = append(all, object{{"if", from}, {"then", object{{"allOf", needs}}}})
	}
	return all
}

// keyNeeds are the keys among a gate's names. Instead of action items there may
// be a reason why there are none.
func keyNeeds(names []string) []object {
	var keys []string
	var needs []object
	for _, name := range names {
		if name == "action_items" {
			either := []object{{{"required", []string{name}}}, {{"required", []string{"no_actions_reason"}}}}
			needs = append(needs, object{{"anyOf", either}})
		} else if fieldRow(name) >= 0 && !slices.Contains(keys, name) {
			keys = append(keys, name)
		}
	}
	if len(keys) > 0 {
		needs = append(needs, object{{"required", keys}})
	}
	return needs
}
