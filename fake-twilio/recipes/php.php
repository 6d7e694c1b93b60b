<?php
// Points twilio-php at fake-twilio, and checks each operation. Needs `composer require twilio/sdk`, and the path of
// its autoload.php.
//
//     php fake-twilio/recipes/php.php http://127.0.0.1:8080 vendor/autoload.php

use Twilio\Exceptions\RestException;
use Twilio\Http\CurlClient;
use Twilio\Http\Response;
use Twilio\Rest\Client;
use Twilio\Security\RequestValidator;

require $argv[2] ?? 'vendor/autoload.php';

/** Sends every request to fake-twilio instead of to https://api.twilio.com. */
class FakeTwilio extends CurlClient
{
    public string $url = '';

    public function request(string $method, string $url, ...$rest): Response
    {
        return parent::request($method, preg_replace('~^https://[^/]+~', $this->url, $url), ...$rest);
    }
}

function check(bool $condition, string $what): void
{
    if (!$condition) {
        fwrite(STDERR, "twilio-php: $what\n");
        exit(1);
    }
}

$account = getenv('TWILIO_ACCOUNT_SID') ?: 'AC5ef872f6da5a21de157d80997a64bd33';
$token = getenv('TWILIO_AUTH_TOKEN') ?: '00112233445566778899aabbccddeeff';
$http = new FakeTwilio();
$http->url = $argv[1];
$client = new Client($account, $token, null, null, $http);
$receiver = stream_socket_server('tcp://127.0.0.1:0');
$url = 'http://' . stream_socket_get_name($receiver, false) . '/status?x=1';
[$from, $to, $body] = ['+14155550100', '+14155550199', "  Jenny?\r\n\u{1f600}"];

$message = $client->messages->create($to, ['from' => $from, 'body' => $body, 'statusCallback' => $url]);
check($message->status === 'queued' && $message->body === $body, 'send');
foreach (['sent', 'delivered'] as $status) {
    $connection = stream_socket_accept($receiver, 10);
    $head = stream_get_line($connection, 65536, "\r\n\r\n");
    preg_match('/^Content-Length: (\d+)/mi', $head, $length);
    preg_match('/^X-Twilio-Signature: (\S+)/mi', $head, $signature);
    parse_str(stream_get_contents($connection, (int) $length[1]), $params);
    fwrite($connection, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
    fclose($connection);
    check($params['MessageSid'] === $message->sid && $params['MessageStatus'] === $status, "callback $status");
    check((new RequestValidator($token))->validate($signature[1], $url, $params), 'signature');
    check(!(new RequestValidator('wrong'))->validate($signature[1], $url, $params), 'wrong token');
}

check($client->messages($message->sid)->fetch()->status === 'delivered', 'fetch');
$sids = [$message->sid];
for ($number = 0; $number < 5; $number++) {
    array_unshift($sids, $client->messages->create($to, ['from' => $from, 'body' => "$number"])->sid);
}
$listed = array_map(fn ($found) => $found->sid, $client->messages->read(['to' => $to], null, 2));
check(array_slice($listed, 0, 6) === $sids, 'list');
check($client->messages($message->sid)->update(['body' => ''])->body === '', 'redact');
$scheduled = $client->messages->create($to, [
    'messagingServiceSid' => 'MG' . str_repeat('0', 32),
    'body' => 'Later',
    'scheduleType' => 'fixed',
    'sendAt' => new DateTime('2099-01-01T00:00:00Z'),
]);
check($scheduled->status === 'scheduled', 'schedule');
check($client->messages($scheduled->sid)->update(['status' => 'canceled'])->status === 'canceled', 'cancel');
check($client->messages($message->sid)->delete(), 'delete');

foreach ([
    21212 => ['+15005550001', $to],
    21606 => ['+15005550007', $to],
    21611 => ['+15005550008', $to],
    21211 => [$from, '+15005550001'],
    21612 => [$from, '+15005550002'],
    21408 => [$from, '+15005550003'],
    21610 => [$from, '+15005550004'],
    21614 => [$from, '+15005550009'],
] as $code => [$sender, $recipient]) {
    try {
        $client->messages->create($recipient, ['from' => $sender, 'body' => 'Hello']);
        check(false, "$code was not answered");
    } catch (RestException $error) {
        check($error->getStatusCode() === 400 && $error->getCode() === $code, "$code: {$error->getMessage()}");
    }
}
echo "twilio-php works with fake-twilio\n";
