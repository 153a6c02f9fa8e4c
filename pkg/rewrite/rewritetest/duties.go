package rewritetest

// duty is one thing that every rewriter owes in every case. check returns an error that says what is wrong and where.
type duty struct {
	name  string
	check func(*subject) error
}

// scanDuties are asked of the first scan. The others need a plan, and none can be made of what fails these.
var scanDuties = []duty{
	{"no rewriter fails", healthy},
	{"findings lie in their files and are complete", findingsSound},
	{"texts are there in both languages", textsComplete},
	{"no secret is shown", secretsHidden},
	{"fixes are sound: in bounds, disjoint, with effect", fixesSound},
}

var planDuties = []duty{
	{"the plan is sound and its edits merge", planSound},
	{"without a target there is no fix", inventoryOnly},
	{"two runs agree", deterministic},
	{"a second migration has nothing to do", idempotent},
	{"every part that can be accepted applies and parses", partsApply},
	{"ids do not depend on unrelated lines", idsStable},
	{"line endings, byte order mark and final newline make no difference", variantsAgree},
}
