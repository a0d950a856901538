package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"ports/durableid"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func data(field string) []byte { return must(hex.DecodeString(field[1:])) }

func surrogate() string {
	var name string
	if err := json.Unmarshal([]byte(`"\ud800x"`), &name); err != nil {
		panic(err)
	}
	return hex.EncodeToString([]byte(name))
}

func answer(fields []string) string {
	if fields[0] == "surrogate" {
		return surrogate()
	}
	root := durableid.RootKey(string(data(fields[1])))
	switch fields[0] {
	case "root":
		return hex.EncodeToString(root)
	case "key":
		return hex.EncodeToString(must(durableid.KeyOf(root, must(strconv.Atoi(fields[2])))))
	case "name":
		return must(durableid.IDFromName(root, string(data(fields[2])), must(strconv.Atoi(fields[3]))))
	case "seal":
		code := must(strconv.Atoi(fields[3]))
		return durableid.Seal(must(durableid.KeyOf(root, code)), [16]byte(data(fields[2])), code)
	}
	code, err := durableid.Validate(root, string(data(fields[2])))
	if err != nil {
		return err.Error()
	}
	return strconv.Itoa(code)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fmt.Println(answer(strings.Split(lines.Text(), "\t")))
	}
	if err := lines.Err(); err != nil {
		panic(err)
	}
}
