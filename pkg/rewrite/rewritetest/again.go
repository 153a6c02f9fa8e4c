package rewritetest

import (
	"bytes"
	"fmt"
)

// inventoryOnly runs the case without its target.
func inventoryOnly(s *subject) error {
	none := *s
	none.target = nil
	o, err := none.look(s.files)
	if err != nil {
		return err
	}
	none.first = o
	if err := healthy(&none); err != nil {
		return err
	}
	for i := range o.result.Findings {
		if f := &o.result.Findings[i]; f.Fixable() {
			return fmt.Errorf("%s has one", describe(f))
		}
	}
	return nil
}

// deterministic runs the case again and compares findings, skips and the plan to the byte.
func deterministic(s *subject) error {
	second, err := s.look(s.files)
	if err != nil {
		return err
	}
	return same(s.first, second)
}

func same(x, y *outcome) error {
	if d := compare("findings", x.findings(), y.findings()); d != "" {
		return fmt.Errorf("findings differ:\n%s", d)
	}
	if d := compare("skipped", x.skipped(), y.skipped()); d != "" {
		return fmt.Errorf("skipped files differ:\n%s", d)
	}
	var a, b bytes.Buffer
	if err := x.plan.Encode(&a); err != nil {
		return err
	}
	if err := y.plan.Encode(&b); err != nil {
		return err
	}
	if d := compare("plan", a.String(), b.String()); d != "" {
		return fmt.Errorf("plans differ:\n%s", d)
	}
	return nil
}

// rounds is how many migrations may follow each other where fixes collide: a plan leaves the later of two colliding
// fixes to the next one.
const rounds = 3

// idempotent applies everything and looks again. What counts is the plan: a fix that only follows others
// (finding.Fix.Follows) may be offered by a finding for ever and is no change by itself.
func idempotent(s *subject) error {
	files, o := s.files, s.first
	for range rounds {
		dropped := len(o.plan.Dropped) > 0
		changed, err := o.apply(nil)
		if err != nil {
			return err
		}
		next := *s
		next.files = files
		files = next.with(changed)
		if o, err = s.look(files); err != nil {
			return err
		}
		if len(o.plan.Changes) == 0 {
			return nil
		}
		if !dropped {
			break
		}
	}
	diff, err := o.diff()
	if err != nil {
		return err
	}
	return fmt.Errorf("it still has %d:\n%s", len(o.plan.Changes), diff)
}
