# Points twilio-ruby at fake-twilio, and checks each operation. Needs `gem install twilio-ruby`.
#
#     ruby fake-twilio/recipes/ruby.rb http://127.0.0.1:8080

require 'socket'
require 'twilio-ruby'

# Sends every request to fake-twilio instead of to https://api.twilio.com.
class FakeTwilio < Twilio::HTTP::Client
  def initialize(url)
    super()
    @url = URI(url)
  end

  def request(_host, _port, method, url, *rest)
    super("#{@url.scheme}://#{@url.host}", @url.port, method, url.sub(%r{\Ahttps://[^/]+}, @url.to_s), *rest)
  end
end

account = ENV.fetch('TWILIO_ACCOUNT_SID', 'AC5ef872f6da5a21de157d80997a64bd33')
token = ENV.fetch('TWILIO_AUTH_TOKEN', '00112233445566778899aabbccddeeff')
client = Twilio::REST::Client.new(account, token, nil, nil, FakeTwilio.new(ARGV[0]))
receiver = TCPServer.new('127.0.0.1', 0)
url = "http://127.0.0.1:#{receiver.addr[1]}/status?x=1"
sender, recipient = '+14155550100', '+14155550199'

def check(condition, what)
  condition or abort("twilio-ruby: #{what}")
end

message = client.messages.create(to: recipient, from: sender, body: "  Jenny?\r\n\u{1f600}", status_callback: url)
check(message.status == 'queued' && message.body == "  Jenny?\r\n\u{1f600}", 'send')
%w[sent delivered].each do |status|
  connection = receiver.accept
  head = connection.gets("\r\n\r\n")
  params = URI.decode_www_form(connection.read(head[/^Content-Length: (\d+)/i, 1].to_i)).to_h
  connection.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
  connection.close
  check(params['MessageSid'] == message.sid && params['MessageStatus'] == status, "callback #{status}")
  signature = head[/^X-Twilio-Signature: (\S+)/i, 1]
  check(Twilio::Security::RequestValidator.new(token).validate(url, params, signature), 'signature')
  check(!Twilio::Security::RequestValidator.new('wrong').validate(url, params, signature), 'wrong token')
end

check(client.messages(message.sid).fetch.status == 'delivered', 'fetch')
sids = Array.new(5) { |number| client.messages.create(to: recipient, from: sender, body: number.to_s).sid }
check(client.messages.list(to: recipient, page_size: 2).map(&:sid).first(6) == [*sids.reverse, message.sid], 'list')
check(client.messages(message.sid).update(body: '').body == '', 'redact')
scheduled = client.messages.create(
  to: recipient, messaging_service_sid: "MG#{'0' * 32}", body: 'Later',
  schedule_type: 'fixed', send_at: Time.utc(2099, 1, 1)
)
check(scheduled.status == 'scheduled', 'schedule')
check(client.messages(scheduled.sid).update(status: 'canceled').status == 'canceled', 'cancel')
check(client.messages(message.sid).delete, 'delete')

{
  21212 => ['+15005550001', recipient], 21606 => ['+15005550007', recipient], 21611 => ['+15005550008', recipient],
  21211 => [sender, '+15005550001'], 21612 => [sender, '+15005550002'], 21408 => [sender, '+15005550003'],
  21610 => [sender, '+15005550004'], 21614 => [sender, '+15005550009']
}.each do |code, (from, to)|
  client.messages.create(to: to, from: from, body: 'Hello')
  abort("twilio-ruby: #{code} was not answered")
rescue Twilio::REST::RestError => e
  check(e.status_code == 400 && e.code == code, "#{code}: #{e.message}")
end
puts 'twilio-ruby works with fake-twilio'
