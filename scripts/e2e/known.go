package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// known is a gap that the project knows of.
type known struct{ sdk, provider, sample, why string }

// readKnown reads the list of them.
func readKnown(path string) ([]known, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []known
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.SplitN(line, "|", 4)
		if len(parts) != 4 {
			return nil, fmt.Errorf("%s: %q has no four parts", path, line)
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		out = append(out, known{parts[0], parts[1], parts[2], parts[3]})
	}
	return out, lines.Err()
}

// known returns why a sample is known not to work, or "".
func (h *harness) known(k sdk, id, sample string) string {
	for _, n := range h.gaps {
		if n.sdk == k.name && n.provider == id && (n.sample == stem(sample) || n.sample == "*") {
			return n.why
		}
	}
	return ""
}
