#!/usr/bin/env bash
# Points curl at fake-twilio: sends a message, with and without chunks and as a multipart form, and lists it.
#
#   fake-twilio/recipes/curl.sh http://127.0.0.1:8080
set -euo pipefail
ACCOUNT=${TWILIO_ACCOUNT_SID:-AC5ef872f6da5a21de157d80997a64bd33}
TOKEN=${TWILIO_AUTH_TOKEN:-00112233445566778899aabbccddeeff}
MESSAGES=$1/2010-04-01/Accounts/$ACCOUNT/Messages.json
ask() {
    curl --silent --show-error --fail --user "$ACCOUNT:$TOKEN" "$@"
}

ask "$MESSAGES" --data-urlencode To=+14155550199 --data-urlencode From=+14155550100 --data-urlencode Body=Hello |
    grep -q '"status": "queued"'
ask -H 'Transfer-Encoding: chunked' -d 'From=%2B14155550100&To=%2B14155550199&Body=Hello' "$MESSAGES" |
    grep -q '"body": "Hello"'
ask -F From=+14155550100 -F To=+14155550199 -F Body=Hello "$MESSAGES" | grep -q '"body": "Hello"'
ask "$MESSAGES" --get --data-urlencode To=+14155550199 | grep -q '"messages"'
echo "curl works with fake-twilio"
