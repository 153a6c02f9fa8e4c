package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
)

// noted is what a scan said of a file and left to a person.
type noted struct {
	Path, Confidence, Message string
}

// migrate moves a copy of a tree to a provider whose address is that of the emulator, and returns what was left to a
// person.
func (h *harness) migrate(ctx context.Context, dir, to, base string) ([]noted, error) {
	flags := []string{"-C", dir, "--lang", "en", "--to", to, "--base-url", base}
	scan := exec.CommandContext(ctx, h.binary, append([]string{"scan", "--format", "json"}, flags...)...)
	var complaint bytes.Buffer
	scan.Stderr = &complaint
	data, err := scan.Output()
	if err != nil {
		return nil, fmt.Errorf("scan: %w: %s", err, complaint.String())
	}
	var found struct{ Findings []noted }
	if err := json.Unmarshal(data, &found); err != nil {
		return nil, err
	}
	var left []noted
	for _, f := range found.Findings {
		if f.Confidence == "manual" {
			left = append(left, f)
		}
	}
	return left, run(ctx, "", nil, h.binary, append([]string{"apply", "--accept", "likely", "--allow-no-vcs"}, flags...)...)
}

// says reports whether something was left to a person in a sample's file, in words that hold word. The wrapped sample's
// client lies in a folder.
func says(left []noted, sample, word string) bool {
	for _, f := range left {
		own := stem(f.Path) == stem(sample) || stem(sample) == "wrapped" && strings.Contains(f.Path, "/")
		if own && strings.Contains(f.Message, word) {
			return true
		}
	}
	return false
}
