package cli

import (
	"cmp"
	"context"
	"slices"

	"charm.land/huh/v2"
)

// askTriage asks what the words of a command line would say.
func (w *workspace) askTriage(ctx context.Context, o *triageOptions, hold, skip []string) error {
	var triggers, reasons []string
	held := choicesOf(hold, &triggers).Title("Which of these is so?")
	title := huh.NewInput().Title("What happened?").Description("one line, to look for past ones; may stay empty").Value(&o.title)
	pages := []*huh.Group{
		huh.NewGroup(title.Validate(w.thenHint(ctx, held, len(hold), func(string) error { return nil }))),
		huh.NewGroup(held),
	}
	if len(skip) > 0 {
		none := choicesOf(skip, &reasons).Title("And of these?")
		described(none, len(skip), selectHelp)
		pages = append(pages, huh.NewGroup(none))
	}
	described(held, len(hold), selectHelp)
	if err := w.ask(pages...); err != nil {
		return err
	}
	o.title = oneLine(o.title)
	o.applies = slices.Concat(triggers, reasons)
	return nil
}

// choicesOf is a list of words to choose from, each as its question.
func choicesOf(words []string, into *[]string) *huh.MultiSelect[string] {
	options := make([]huh.Option[string], len(words))
	for n, word := range words {
		options[n] = huh.NewOption(cmp.Or(question[word], word), word)
	}
	return huh.NewMultiSelect[string]().Options(options...).Value(into)
}
