package apply

import (
	"bytes"
	"compress/gzip"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/openai-migrate/migrate/pkg/finding"
)

// vault seals file content for the journal.
type vault struct {
	aead cipher.AEAD
	id   string // fingerprint of the key
}

const (
	keyName = "journal.key"
	keySize = 32 // AES-256
)

func (v *vault) seal(data []byte, label string) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	if err := errors.Join(err, z.Close()); err != nil {
		return nil, err
	}
	return v.aead.Seal(nil, nil, b.Bytes(), []byte(label)), nil
}

func (v *vault) open(sealed []byte, label string) ([]byte, error) {
	packed, err := v.aead.Open(nil, nil, sealed, []byte(label))
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func unlock(key []byte) (*vault, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(JournalSchema+" key\x00"), key...))
	return &vault{aead: aead, id: hex.EncodeToString(sum[:8])}, nil
}

// newVault opens the user's vault, with a new key the first time. See the package comment for where the key lies and why
// it is kept out of the tree.
func newVault(root *os.Root, dir string, targets []target) (*vault, error) {
	file, err := keyFile(dir)
	if err == nil {
		err = createKey(file)
	}
	if err == nil {
		return readVault(file)
	}
	if slices.ContainsFunc(targets, holdsSecret) {
		return nil, &KeyError{Path: file, Err: err}
	}
	file = treeKey(root)
	if err := createKey(file); err != nil {
		return nil, &KeyError{Path: file, Err: err}
	}
	return readVault(file)
}

func holdsSecret(t target) bool {
	return finding.IsSecret(string(t.before)) || finding.IsSecret(string(t.after))
}

// findVault opens the vault that sealed a journal.
func findVault(root *os.Root, dir string, j *Journal) (*vault, error) {
	file, err := keyFile(dir)
	files := []string{treeKey(root)}
	if err == nil {
		files = []string{file, treeKey(root)}
	}
	for _, f := range files {
		if v, err := readVault(f); err == nil && v.id == j.Key {
			return v, nil
		}
	}
	return nil, &KeyError{Run: j.ID, Path: files[0], Err: errors.New("the key that sealed the journal is not there")}
}

// keyFile names the user's key file: in dir, or in the configuration directory.
func keyFile(dir string) (string, error) {
	if dir == "" {
		config, err := os.UserConfigDir()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(config, "migrate")
	}
	return filepath.Join(dir, keyName), nil
}

func treeKey(root *os.Root) string { return filepath.Join(root.Name(), stateDir, keyName) }

func readVault(file string) (*vault, error) {
	key, err := os.ReadFile(file)
	if err != nil {
		return nil, &KeyError{Path: file, Err: err}
	}
	if len(key) != keySize {
		return nil, &KeyError{Path: file, Err: fmt.Errorf("it holds %d bytes, not %d", len(key), keySize)}
	}
	return unlock(key)
}

// createKey makes the key file unless it is there. It is written aside and linked into place, so that of two processes
// that do so at once both end up with the same whole key.
func createKey(file string) error {
	if _, err := os.Lstat(file); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	key := make([]byte, keySize)
	_, _ = rand.Read(key)                                       // never fails
	tmp, err := os.CreateTemp(filepath.Dir(file), keyName+".*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(key)
	if err == nil {
		err = tmp.Sync()
	}
	if err := errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	err = os.Link(tmp.Name(), file)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return os.Rename(tmp.Name(), file) // a file system without links
}
