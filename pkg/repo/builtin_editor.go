package repo

import "context"

// editor asks where git asks, in its order. A dumb terminal cannot show what
// VISUAL promises.
func (b *builtin) editor(context.Context) (string, error) {
	env := environment(b.options.Environ)
	config, err := readConfig(b.loc, env)
	if err != nil {
		return "", said(err)
	}
	dumb := env.value("TERM") == "" || env.value("TERM") == "dumb"
	choices := []string{env.value("GIT_EDITOR"), config.value("core.editor")}
	if !dumb {
		choices = append(choices, env.value("VISUAL"))
	}
	for _, choice := range append(choices, env.value("EDITOR")) {
		if choice != "" {
			return choice, nil
		}
	}
	if dumb {
		return "", &Refused{
			Cause:  CauseGit,
			Reason: "the terminal is dumb, and no editor is set",
			Way:    "set EDITOR",
		}
	}
	return "vi", nil
}
