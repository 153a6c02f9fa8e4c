package advice

import "github.com/openai-migrate/migrate/pkg/i18n"

// Doubts are what makes the move of a client less than certain: each is a sentence for the person who reviews it.
type Doubts []i18n.Text

// Add is a doubt that one rewriter has alone.
func (d *Doubts) Add(zh, en string, args ...any) { *d = append(*d, i18n.Tf(zh, en, args...)) }

// Subclass is a client of the project's own class, which may do more than the SDK's.
func (d *Doubts) Subclass() {
	d.Add("客户端是项目内的子类", "the client is of a subclass of the project's own")
}

// OtherService is an address that is another service's at times.
func (d *Doubts) OtherService() {
	d.Add("同一处也可能使用其他平台的地址", "another service's address may be used at the same place")
}

// Variable is an address that the deployment decides.
func (d *Doubts) Variable(name string) {
	d.Add("部署环境可能已设置 %s", "the deployment may set %s", name)
}

// AddressShared is an address that something else uses.
func (d *Doubts) AddressShared(place string) {
	d.Add("地址常量还用在 %s", "the address is also used at %s", place)
}

// HandedOut is a client that other code may send on.
func (d *Doubts) HandedOut(place string) {
	d.Add("客户端被传给项目外的代码（%s）", "the client is handed to code outside the project (%s)", place)
}

// KeyFrom is a key that does not plainly come from the client's own variable.
func (d *Doubts) KeyFrom(what string) {
	d.Add("密钥来自 %s，需在其来源处换成新平台的密钥", "the key comes from %s: put a key of the new provider there", what)
}

// KeyWritten is a key of OpenAI's that would be sent to the target.
func (d *Doubts) KeyWritten(place string) {
	d.Add("写在 %s 的密钥会发往新平台，请先换掉", "the key written at %s would be sent to the new provider: change it first", place)
}

// KeyShared is a key that something else uses.
func (d *Doubts) KeyShared(place string) {
	d.Add("同一密钥还用在 %s", "the same key is also used at %s", place)
}

// NoEndpoint is a request that the target cannot answer.
func (d *Doubts) NoEndpoint(symbol, place string) {
	d.Add("%[1]s 在目标平台没有对应接口（%[2]s）", "%[1]s has no counterpart at the target (%[2]s)", symbol, place)
}

// NoEndpointFor is such a request on a client that is passed in.
func (d *Doubts) NoEndpointFor(symbol, place string) {
	d.Add("传入的客户端上还有 %[1]s，目标平台没有对应接口（%[2]s）", "%[1]s is sent on a client that is passed in, and has no counterpart at the target (%[2]s)", symbol, place)
}

// NoModel is a request for a model that the target has no counterpart of.
func (d *Doubts) NoModel(name, place string) {
	d.Add("模型 %s 没有对应模型（%s）", "the model %s has no counterpart (%s)", name, place)
}

// ModelFrom is a request whose model cannot be seen.
func (d *Doubts) ModelFrom(what, place string) {
	d.Add("请求的模型来自 %s，需在其来源处换掉（%s）", "the model of a request comes from %s: change it where it is made (%s)", what, place)
}

// Lost is a client of a project with requests that may be its own.
func (d *Doubts) Lost() {
	d.Add("项目中有无法确定客户端的请求", "the project has requests whose client cannot be told")
}

// Once tells the first time of each thing from later ones.
type Once map[string]bool

// First reports whether a thing comes up for the first time.
func (o Once) First(what string) bool {
	first := !o[what]
	o[what] = true
	return first
}
