package apply

import (
	"fmt"
	"strings"
	"time"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// Refused is what all errors of this package say besides their message: the message in both languages, and what the user
// can do. Error is the English of Text.
type Refused interface {
	error
	Text() i18n.Text
	Hint() i18n.Text
}

// StaleError says that files are not what the plan, or the journal of a run, expects. Nothing was written because of it.
type StaleError struct {
	Paths []string
	Run   string // the run to be undone or resumed; empty when it was a plan that is stale
}

func (e *StaleError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *StaleError) Text() i18n.Text {
	if e.Run != "" {
		return i18n.Tf("自运行 %[2]s 之后，以下文件又被改动：%[1]s", "changed since run %[2]s: %[1]s", join(e.Paths), e.Run)
	}
	return i18n.Tf("生成计划之后，以下文件又被改动：%s", "changed since the plan was made: %s", join(e.Paths))
}

// Hint says what to do.
func (e *StaleError) Hint() i18n.Text {
	if e.Run != "" {
		return i18n.T("先把这些文件改回去，或用 `migrate undo --force` 强制恢复（现有内容会另存为 .orig）",
			"put these files back first, or restore them with `migrate undo --force`, which keeps what they hold now as .orig")
	}
	return i18n.T("重新运行 `migrate plan`，再应用新的计划", "run `migrate plan` again and apply the new plan")
}

// LockedError says that another run is at work in the tree.
type LockedError struct {
	PID   int       // 0 where unknown
	Since time.Time // zero where unknown
}

func (e *LockedError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *LockedError) Text() i18n.Text {
	if e.PID == 0 {
		return i18n.T("另一个 migrate 正在改写这个目录", "another migrate is writing to this tree")
	}
	return i18n.Tf("另一个 migrate（进程 %d）正在改写这个目录", "another migrate (process %d) is writing to this tree", e.PID)
}

// Hint says what to do.
func (e *LockedError) Hint() i18n.Text {
	return i18n.T("等它结束后再试", "wait until it has ended and try again")
}

// UnfinishedError says that an earlier run has neither been finished nor undone.
type UnfinishedError struct {
	Run   string
	State State
}

func (e *UnfinishedError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *UnfinishedError) Text() i18n.Text {
	if e.State == Undoing {
		return i18n.Tf("运行 %s 的撤销尚未完成", "the undo of run %s is not finished", e.Run)
	}
	return i18n.Tf("运行 %s 中途停止，尚未完成", "run %s stopped midway and is not finished", e.Run)
}

// Hint says what to do.
func (e *UnfinishedError) Hint() i18n.Text {
	if e.State == Undoing {
		return i18n.Tf("用 `migrate undo %s` 完成撤销", "finish it with `migrate undo %s`", e.Run)
	}
	return i18n.Tf("用 `migrate apply --resume` 继续，或用 `migrate undo %s` 撤销", "go on with `migrate apply --resume`, or take it back with `migrate undo %s`", e.Run)
}

// KeyError says that the key of the journal is missing or unusable. Nothing was written.
type KeyError struct {
	Run  string // the run that cannot be opened; empty when a new one could not be sealed
	Path string // of the key file; empty where there is no place for it
	Err  error
}

func (e *KeyError) Error() string { return e.Text().EN }
func (e *KeyError) Unwrap() error { return e.Err }

// Text returns the message.
func (e *KeyError) Text() i18n.Text {
	if e.Run != "" {
		return i18n.Tf("打不开运行 %s 的日志：密钥文件 %s 不可用：%v", "open journal of run %s: key file %s: %v", e.Run, e.Path, e.Err)
	}
	if e.Path == "" {
		return i18n.Tf("没有地方保存撤销日志的密钥：%v", "no place for the key of the undo journal: %v", e.Err)
	}
	return i18n.Tf("撤销日志的密钥文件 %s 不可用：%v", "key of the undo journal %s: %v", e.Path, e.Err)
}

// Hint says what to do.
func (e *KeyError) Hint() i18n.Text {
	if e.Run != "" {
		return i18n.T("以执行该次运行的用户身份重试，或从备份恢复密钥文件；密钥丢失后只能用版本控制恢复文件",
			"run as the user who made the run, or restore the key file from a backup; without it, only version control can bring the files back")
	}
	return i18n.T("把 HOME（Windows 为 AppData）设为你可写的目录；改动的文件含有 API 密钥，其旧内容要用该目录下的密钥加密保存",
		"set HOME (on Windows AppData) to a directory you can write to; the files hold API keys, and their old content is sealed with a key kept there")
}

// DamagedError says that the journal's content of a file is missing or not what was stored. Nothing was written.
type DamagedError struct {
	Run, Path string
	Err       error
}

func (e *DamagedError) Error() string { return e.Text().EN }
func (e *DamagedError) Unwrap() error { return e.Err }

// Text returns the message.
func (e *DamagedError) Text() i18n.Text {
	return i18n.Tf("运行 %s 的日志已损坏：%s：%v", "journal of run %s is damaged: %s: %v", e.Run, e.Path, e.Err)
}

// Hint says what to do.
func (e *DamagedError) Hint() i18n.Text {
	return i18n.T("用版本控制恢复该文件；目录树未被改动", "restore the file from version control; the tree was left as it is")
}

// FailedError says that a run met an error after it had begun to write.
type FailedError struct {
	Run        string
	Undo       bool // it was an undo that failed
	RolledBack bool // every file has the bytes it had before
	Err        error
}

func (e *FailedError) Error() string { return e.Text().EN }
func (e *FailedError) Unwrap() error { return e.Err }

// Text returns the message.
func (e *FailedError) Text() i18n.Text {
	switch {
	case e.RolledBack:
		return i18n.Tf("写入失败，已全部回滚：%v", "failed and rolled back: %v", e.Err)
	case e.Undo:
		return i18n.Tf("撤销运行 %s 失败：%v", "undo run %s: %v", e.Run, e.Err)
	}
	return i18n.Tf("运行 %s 写入失败，未能回滚：%v", "run %s failed and could not be rolled back: %v", e.Run, e.Err)
}

// Hint says what to do.
func (e *FailedError) Hint() i18n.Text {
	switch {
	case e.RolledBack:
		return i18n.T("所有文件均为运行前的内容；排除故障后重试", "all files are as they were; remove the cause and try again")
	case e.Undo:
		return i18n.Tf("排除故障后再次运行 `migrate undo %s`", "remove the cause and run `migrate undo %s` again", e.Run)
	}
	return i18n.Tf("排除故障后用 `migrate undo %s` 恢复，或用 `migrate apply --resume` 继续", "remove the cause, then restore with `migrate undo %s` or go on with `migrate apply --resume`", e.Run)
}

// InterruptedError says that a run stopped because its context ended, which is its cause. [Resume] and [Undo] know how to
// go on, or only Undo where State is Undoing.
type InterruptedError struct {
	Run   string
	State State
	Err   error
}

func (e *InterruptedError) Error() string { return e.Text().EN }
func (e *InterruptedError) Unwrap() error { return e.Err }

// Text returns the message.
func (e *InterruptedError) Text() i18n.Text {
	return i18n.Tf("运行 %s 被中断", "run %s was interrupted", e.Run)
}

// Hint says what to do.
func (e *InterruptedError) Hint() i18n.Text {
	return (&UnfinishedError{Run: e.Run, State: e.State}).Hint()
}

// UndoneError says that there is nothing left of a run to undo.
type UndoneError struct {
	Run   string
	State State // Undone, RolledBack or Replaced
}

func (e *UndoneError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *UndoneError) Text() i18n.Text {
	if e.State == RolledBack {
		return i18n.Tf("运行 %s 当时已自动回滚，无需撤销", "run %s was rolled back when it failed", e.Run)
	}
	if e.State == Replaced {
		return i18n.Tf("运行 %s 的部分改动已撤销，余下的记在之后的运行中", "changes of run %s were taken back, a later run stands for the rest", e.Run)
	}
	return i18n.Tf("运行 %s 已经撤销过", "run %s is already undone", e.Run)
}

// Hint says what to do.
func (e *UndoneError) Hint() i18n.Text {
	return i18n.T("用 `migrate undo --list` 查看可撤销的运行", "see `migrate undo --list` for runs that can be undone")
}

// NoChangeError says that a run made no change of that id, or that its journal does not tell.
type NoChangeError struct {
	Run, ID string
	NoPlan  bool // the journal is of a version of migrate that kept no plan
}

func (e *NoChangeError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *NoChangeError) Text() i18n.Text {
	if e.NoPlan {
		return i18n.Tf("运行 %s 的日志没有记下各处改动", "the journal of run %s does not hold its changes one by one", e.Run)
	}
	return i18n.Tf("运行 %s 没有改动 %q", "run %s made no change %q", e.Run, e.ID)
}

// Hint says what to do.
func (e *NoChangeError) Hint() i18n.Text {
	if e.NoPlan {
		return i18n.Tf("用 `migrate undo %s` 撤销整次运行", "take the whole run back with `migrate undo %s`", e.Run)
	}
	return i18n.T("用 `migrate undo --list --verbose` 查看各次运行的改动", "`migrate undo --list --verbose` lists the changes of every run")
}

// LaterRunError says that a later run changed files of this one again.
type LaterRunError struct {
	Run, Later string
	Paths      []string // the files both changed
}

func (e *LaterRunError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *LaterRunError) Text() i18n.Text {
	return i18n.Tf("之后的运行 %[2]s 又改动了运行 %[1]s 的文件：%[3]s", "run %[2]s changed files of run %[1]s again: %[3]s", e.Run, e.Later, join(e.Paths))
}

// Hint says what to do.
func (e *LaterRunError) Hint() i18n.Text {
	return i18n.Tf("先撤销较晚的一次：`migrate undo %s`", "undo the later one first: `migrate undo %s`", e.Later)
}

// NoRunError says that no run answers to an id, or that none is there to resume or undo.
type NoRunError struct {
	ID   string // as asked for; may be empty
	Many bool   // the id is the beginning of several
}

func (e *NoRunError) Error() string { return e.Text().EN }

// Text returns the message.
func (e *NoRunError) Text() i18n.Text {
	switch {
	case e.Many:
		return i18n.Tf("有多次运行的编号以 %q 开头", "several runs start with %q", e.ID)
	case e.ID != "":
		return i18n.Tf("没有编号为 %q 的运行", "no run %q", e.ID)
	}
	return i18n.T("没有可继续或可撤销的运行", "no run to resume or undo")
}

// Hint says what to do.
func (e *NoRunError) Hint() i18n.Text {
	return i18n.T("用 `migrate undo --list` 查看所有运行", "see `migrate undo --list` for all runs")
}

// join lists paths in a message, the first few by name.
func join(paths []string) string {
	const most = 10
	if len(paths) > most {
		return fmt.Sprintf("%s … (%d)", strings.Join(paths[:most], ", "), len(paths))
	}
	return strings.Join(paths, ", ")
}
