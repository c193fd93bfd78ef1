// Command slack reads messages as pm remind --format slack prints them, with the types of slack-go, and fails unless
// what it understood, written again, is what it read, and unless Slack's limits are kept. It is a module of its own, so
// that the product does not depend on slack-go.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	n := 0
	for lines.Scan() {
		n++
		if err := check(lines.Bytes()); err != nil {
			fmt.Fprintf(os.Stderr, "message %d: %v\n", n, err)
			os.Exit(1)
		}
	}
	if err := lines.Err(); err != nil || n == 0 {
		fmt.Fprintln(os.Stderr, "no messages:", err)
		os.Exit(1)
	}
	fmt.Printf("%d messages\n", n)
}

func check(line []byte) error {
	var m slack.WebhookMessage
	if err := json.Unmarshal(line, &m); err != nil {
		return err
	}
	again, err := json.Marshal(m)
	if err != nil {
		return err
	}
	var read, understood map[string]any
	if err := json.Unmarshal(line, &read); err != nil {
		return err
	}
	if err := json.Unmarshal(again, &understood); err != nil {
		return err
	}
	for key := range understood {
		if _, ours := read[key]; !ours {
			delete(understood, key) // what slack-go adds
		}
	}
	if !reflect.DeepEqual(read, understood) {
		return errors.New("slack-go understands less than there is")
	}
	return limits(m)
}

// limits are those of https://docs.slack.dev/reference/block-kit/blocks.
func limits(m slack.WebhookMessage) error {
	if m.Text == "" || m.Blocks == nil || len(m.Blocks.BlockSet) > 50 {
		return errors.New("without a text or blocks, or with too many")
	}
	for _, b := range m.Blocks.BlockSet {
		switch b := b.(type) {
		case *slack.HeaderBlock:
			if err := b.Text.Validate(); err != nil || utf8.RuneCountInString(b.Text.Text) > 150 {
				return fmt.Errorf("a header: %v", err)
			}
		case *slack.SectionBlock:
			if err := b.Text.Validate(); err != nil || utf8.RuneCountInString(b.Text.Text) > 3000 {
				return fmt.Errorf("a section: %v", err)
			}
		default:
			return fmt.Errorf("a block of type %T", b)
		}
	}
	return nil
}
