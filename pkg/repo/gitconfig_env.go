package repo

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// home is where ~ points; Windows often knows it by another name only.
func (e environment) home() string {
	if home := e.value("HOME"); home != "" {
		return home
	}
	return e.value("USERPROFILE")
}

// maxEnvConfig bounds GIT_CONFIG_COUNT.
const maxEnvConfig = 10_000

// environmentConfig hands out the variables of GIT_CONFIG_COUNT with its
// numbered keys and values, then those of GIT_CONFIG_PARAMETERS (what git -c
// passes to its children).
func environmentConfig(env environment, emit func(configEntry) error) error {
	if text := env.value("GIT_CONFIG_COUNT"); text != "" {
		count, err := strconv.Atoi(text)
		if err != nil || count < 0 || count > maxEnvConfig {
			return fmt.Errorf("bogus count in GIT_CONFIG_COUNT: %s", text)
		}
		for i := range count {
			if err := numberedConfig(env, i, emit); err != nil {
				return err
			}
		}
	}
	return parametersConfig(env.value("GIT_CONFIG_PARAMETERS"), emit)
}

func numberedConfig(env environment, i int, emit func(configEntry) error) error {
	keyName, valueName := fmt.Sprintf("GIT_CONFIG_KEY_%d", i), fmt.Sprintf("GIT_CONFIG_VALUE_%d", i)
	key, ok := env.lookup(keyName)
	if !ok {
		return fmt.Errorf("missing config key %s", keyName)
	}
	value, ok := env.lookup(valueName)
	if !ok {
		return fmt.Errorf("missing config value %s", valueName)
	}
	return emitCommandConfig(key, value, false, emit)
}

func emitCommandConfig(key, value string, bare bool, emit func(configEntry) error) error {
	name, ok := canonicalConfigName(key)
	if !ok {
		return fmt.Errorf("bogus config parameter: %s", key)
	}
	return emit(configEntry{name: name, value: value, bare: bare, scope: scopeCommand})
}

var errBogusParameters = errors.New("bogus format in GIT_CONFIG_PARAMETERS")

// parametersConfig reads 'key'='value' and the older 'key=value', both quoted
// for a shell and separated by blanks.
func parametersConfig(text string, emit func(configEntry) error) error {
	for text = strings.TrimLeft(text, " \t\n"); text != ""; text = strings.TrimLeft(text, " \t\n") {
		key, rest, ok := shellUnquote(text)
		if !ok {
			return errBogusParameters
		}
		value, hasValue := "", false
		switch {
		case strings.HasPrefix(rest, "='"):
			hasValue = true
			if value, rest, ok = shellUnquote(rest[1:]); !ok {
				return errBogusParameters
			}
		case strings.HasPrefix(rest, "="):
			rest = rest[1:]
		default:
			key, value, hasValue = strings.Cut(key, "=")
		}
		if rest != "" && !isConfigSpace(rest[0]) {
			return errBogusParameters
		}
		if err := emitCommandConfig(key, value, !hasValue, emit); err != nil {
			return err
		}
		text = rest
	}
	return nil
}

// shellUnquote takes one single-quoted word off the front. Between two quoted
// stretches only \' and \! may stand, which is how git quotes these two.
func shellUnquote(s string) (word, rest string, ok bool) {
	if !strings.HasPrefix(s, "'") {
		return "", "", false
	}
	var b strings.Builder
	for {
		stretch, after, closed := strings.Cut(s[1:], "'")
		if !closed {
			return "", "", false
		}
		b.WriteString(stretch)
		if len(after) < 3 || after[0] != '\\' || after[1] != '\'' && after[1] != '!' || after[2] != '\'' {
			return b.String(), after, true
		}
		b.WriteByte(after[1])
		s = after[2:]
	}
}
