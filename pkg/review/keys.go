package review

import (
	"charm.land/bubbles/v2/key"

	"github.com/openai-migrate/migrate/pkg/i18n"
)

// keyMap holds every key of the review. The descriptions are in one language, so it is made again when that changes.
type keyMap struct {
	Up, Down, Top, Bottom        key.Binding
	HalfUp, HalfDown             key.Binding
	PageUp, PageDown             key.Binding
	Next, Previous               key.Binding
	Accept, Skip, Undecide       key.Binding
	AcceptCertain, AcceptGroup   key.Binding
	Switch, Together, Group      key.Binding
	Filter, Clear, Language      key.Binding
	Apply, Quit, Help            key.Binding
	Model, Pick                  key.Binding
	Yes, No, Interrupt, Suspend  key.Binding
	FilterDone, FilterErase, Cut key.Binding
}

func newKeyMap(l i18n.Lang) keyMap {
	bind := func(help, zh, en string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, i18n.T(zh, en).In(l)))
	}
	return keyMap{
		Up:            bind("k", "上移", "up", "k", "up"),
		Down:          bind("j", "下移", "down", "j", "down"),
		Top:           bind("g", "到开头", "to the top", "g", "home"),
		Bottom:        bind("G", "到末尾", "to the end", "G", "end"),
		HalfUp:        bind("ctrl+u", "上翻半页", "half a page up", "ctrl+u"),
		HalfDown:      bind("ctrl+d", "下翻半页", "half a page down", "ctrl+d"),
		PageUp:        bind("b", "详情上翻一页", "page the details up", "b", "pgup"),
		PageDown:      bind("space", "详情下翻一页", "page the details down", "space", "pgdown"),
		Next:          bind("]", "下一处待定", "next undecided", "]"),
		Previous:      bind("[", "上一处待定", "previous undecided", "["),
		Accept:        bind("a", "接受", "accept", "a", "y"),
		Skip:          bind("s", "跳过", "skip", "s", "n"),
		Undecide:      bind("u", "恢复待定", "undecide", "u"),
		AcceptCertain: bind("A", "接受全部确定项", "accept all certain", "A"),
		AcceptGroup:   bind("e", "接受整个文件/整组", "accept the file or set", "e"),
		Switch:        bind("tab", "切换窗格", "switch pane", "tab", "shift+tab", "enter"),
		Together:      bind("v", "单独/连同已接受的", "alone / with accepted", "v"),
		Group:         bind("t", "按文件/按改动组", "by file / by set", "t"),
		Filter:        bind("/", "筛选", "filter", "/"),
		Clear:         bind("esc", "清除筛选", "clear the filter", "esc"),
		Language:      bind("l", "English", "中文", "l"),
		Apply:         bind("w", "写入", "write", "w"),
		Quit:          bind("q", "退出", "quit", "q"),
		Help:          bind("?", "帮助", "help", "?", "？"),
		Model:         bind("m", "换模型", "another model", "m"),
		Pick:          bind("enter", "选用", "take it", "enter"),
		Yes:           bind("y", "确认", "yes", "y", "Y"),
		No:            bind("n", "返回", "back", "n", "N", "esc", "q"),
		Interrupt:     bind("ctrl+c", "中断", "interrupt", "ctrl+c"),
		Suspend:       bind("ctrl+z", "挂起", "suspend", "ctrl+z"),
		FilterDone:    bind("enter", "确定", "done", "enter", "tab", "down", "up"),
		FilterErase:   bind("backspace", "删除", "erase", "backspace", "ctrl+h"),
		Cut:           bind("ctrl+u", "清空", "clear", "ctrl+u"),
	}
}

// ShortHelp is the footer's line, the most wanted keys first: a narrow terminal shows as many as fit.
func (k keyMap) ShortHelp() []key.Binding {
	return []key.Binding{k.Help, k.Accept, k.Skip, k.Apply, k.Quit, k.Switch, k.Undecide, k.AcceptCertain, k.AcceptGroup,
		k.Model, k.Together, k.Group, k.Filter, k.Language}
}

// FullHelp is the help page: moving, deciding, showing.
func (k keyMap) FullHelp() [][]key.Binding {
	return [][]key.Binding{
		{k.Accept, k.Skip, k.Undecide, k.AcceptCertain, k.AcceptGroup, k.Model, k.Apply, k.Quit, k.Suspend, k.Interrupt},
		{k.Down, k.Up, k.Top, k.Bottom, k.HalfDown, k.HalfUp, k.PageDown, k.PageUp, k.Next, k.Previous},
		{k.Switch, k.Together, k.Group, k.Filter, k.Clear, k.Language, k.Help},
	}
}
