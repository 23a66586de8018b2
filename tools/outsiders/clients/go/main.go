// Plays one of Go's clients: `outsiders NAME WORLD`.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

type world struct {
	Sandbox      string            `json:"sandbox"`
	Credentials  map[string]string `json:"credentials"`
	NoticeSecret string            `json:"noticeSecret"`
}

type call func(input json.RawMessage) (any, error)

var plays = map[string]func(world) (map[string]call, error){
	"stripe":           playStripe,
	"paypal":           playPaypal,
	"standardwebhooks": playStandardWebhooks,
}

func main() {
	var settings world
	must(json.Unmarshal([]byte(os.Args[2]), &settings))
	calls, err := plays[os.Args[1]](settings)
	must(err)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var asked struct {
			Call  string          `json:"call"`
			Input json.RawMessage `json:"input"`
		}
		must(json.Unmarshal(lines.Bytes(), &asked))
		answer, err := calls[asked.Call](asked.Input)
		reply := map[string]any{"answer": answer}
		if err != nil {
			reply = map[string]any{"error": err.Error()}
		}
		text, err := json.Marshal(reply)
		must(err)
		fmt.Printf("\nanswer %s\n", text)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// read fits a play's function of its own arguments into a call.
func read[Input any](answer func(Input) (any, error)) call {
	return func(raw json.RawMessage) (any, error) {
		var input Input
		if err := json.Unmarshal(raw, &input); err != nil {
			return nil, err
		}
		return answer(input)
	}
}

// message is a delivery as the spec saw it.
type message struct {
	Body    string            `json:"body"`
	Headers map[string]string `json:"headers"`
}
