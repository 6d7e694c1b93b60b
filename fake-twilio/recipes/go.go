// Points twilio-go at fake-twilio, and checks each operation. Needs `go get github.com/twilio/twilio-go`.
//
//	go run fake-twilio/recipes/go.go http://127.0.0.1:8080
package main

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/twilio/twilio-go"
	"github.com/twilio/twilio-go/client"
	api "github.com/twilio/twilio-go/rest/api/v2010"
)

// fakeTwilio sends every request to fake-twilio instead of to https://api.twilio.com.
type fakeTwilio struct{ url *url.URL }

func (fake fakeTwilio) RoundTrip(request *http.Request) (*http.Response, error) {
	request = request.Clone(request.Context())
	request.URL.Scheme, request.URL.Host, request.Host = fake.url.Scheme, fake.url.Host, fake.url.Host
	return http.DefaultTransport.RoundTrip(request)
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func check(condition bool, what string, err error) {
	if !condition || err != nil {
		log.Fatalf("twilio-go: %s %v", what, err)
	}
}

func main() {
	account := env("TWILIO_ACCOUNT_SID", "AC5ef872f6da5a21de157d80997a64bd33")
	token := env("TWILIO_AUTH_TOKEN", "00112233445566778899aabbccddeeff")
	fake, err := url.Parse(os.Args[1])
	check(true, "URL", err)
	base := &client.Client{
		Credentials: client.NewCredentials(account, token),
		HTTPClient:  &http.Client{Transport: fakeTwilio{fake}},
	}
	base.SetAccountSid(account)
	messages := twilio.NewRestClientWithParams(twilio.ClientParams{Client: base}).Api

	callbacks := make(chan *http.Request, 2)
	receiver := httptest.NewServer(http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		_ = request.ParseForm()
		callbacks <- request
		writer.WriteHeader(http.StatusNoContent)
	}))
	defer receiver.Close()

	create := func(from, to, body string) (*api.ApiV2010Message, error) {
		params := (&api.CreateMessageParams{}).SetFrom(from).SetTo(to).SetBody(body)
		return messages.CreateMessage(params.SetStatusCallback(receiver.URL + "/status?x=1"))
	}
	from, to, body := "+14155550100", "+14155550199", "  Jenny?\r\n\U0001f600"
	message, err := create(from, to, body)
	check(err == nil && *message.Status == "queued" && *message.Body == body, "send", err)
	right, wrong := client.NewRequestValidator(token), client.NewRequestValidator("wrong")
	for _, status := range []string{"sent", "delivered"} {
		callback := <-callbacks
		params := map[string]string{}
		for name := range callback.PostForm {
			params[name] = callback.PostForm.Get(name)
		}
		check(params["MessageSid"] == *message.Sid && params["MessageStatus"] == status, "callback "+status, nil)
		target, signature := receiver.URL+callback.URL.String(), callback.Header.Get("X-Twilio-Signature")
		check(right.Validate(target, params, signature), "signature", nil)
		check(!wrong.Validate(target, params, signature), "wrong token", nil)
	}

	fetched, err := messages.FetchMessage(*message.Sid, nil)
	check(err == nil && *fetched.Status == "delivered", "fetch", err)
	listed, err := messages.ListMessage((&api.ListMessageParams{}).SetTo(to).SetPageSize(2))
	check(err == nil && len(listed) > 0 && *listed[0].Sid == *message.Sid, "list", err)
	redacted, err := messages.UpdateMessage(*message.Sid, (&api.UpdateMessageParams{}).SetBody(""))
	check(err == nil && *redacted.Body == "", "redact", err)
	later := (&api.CreateMessageParams{}).SetTo(to).SetBody("Later").SetScheduleType("fixed")
	later.SetMessagingServiceSid("MG" + strings.Repeat("0", 32)).SetSendAt(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))
	scheduled, err := messages.CreateMessage(later)
	check(err == nil && *scheduled.Status == "scheduled", "schedule", err)
	canceled, err := messages.UpdateMessage(*scheduled.Sid, (&api.UpdateMessageParams{}).SetStatus("canceled"))
	check(err == nil && *canceled.Status == "canceled", "cancel", err)
	check(true, "delete", messages.DeleteMessage(*message.Sid, nil))

	for code, pair := range map[int][2]string{
		21212: {"+15005550001", to},
		21606: {"+15005550007", to},
		21611: {"+15005550008", to},
		21211: {from, "+15005550001"},
		21612: {from, "+15005550002"},
		21408: {from, "+15005550003"},
		21610: {from, "+15005550004"},
		21614: {from, "+15005550009"},
	} {
		_, err := create(pair[0], pair[1], "Hello")
		var refused *client.TwilioRestError
		check(errors.As(err, &refused) && refused.Status == 400 && refused.Code == code, fmt.Sprint(code), nil)
	}
	fmt.Println("twilio-go works with fake-twilio")
}
