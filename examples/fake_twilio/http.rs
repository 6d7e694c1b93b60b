//! The part of HTTP/1.1 that Twilio's clients use.
//!
//! Each connection has its own thread, so that an idle connection does not block the others.

use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use twilio_sms::limits::MAX_FORM;
use twilio_sms::server::Reply;

const MAX_HEAD: u64 = 64 * 1024;

/// A complete request.
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether it is the last request of its connection.
    last: bool,
}

impl Request {
    /// Returns the value of a header. The case of its name does not matter.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Reads the next request. Returns `None` if the client has closed the connection.
    fn read(client: &mut BufReader<&TcpStream>) -> io::Result<Option<Self>> {
        let mut lines = client.take(MAX_HEAD).lines();
        let Some(line) = lines.next().transpose()? else { return Ok(None) };
        let malformed = || io::Error::from(io::ErrorKind::InvalidData);
        let (method, rest) = line.split_once(' ').ok_or_else(malformed)?;
        let (target, version) = rest.rsplit_once(' ').ok_or_else(malformed)?;
        let (method, target, last) = (method.to_owned(), target.to_owned(), version == "HTTP/1.0");
        let mut request = Self { method, target, headers: Vec::new(), body: Vec::new(), last };
        loop {
            let line = lines.next().ok_or_else(malformed)??;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').ok_or_else(malformed)?;
            request.headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let length = request.header("Content-Length").unwrap_or("0").parse().map_err(|_| malformed())?;
        if length > MAX_FORM || request.header("Transfer-Encoding").is_some() {
            return Err(malformed());
        }
        request.last |= request.header("Connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        if request.header("Expect").is_some() {
            let mut stream = *client.get_ref();
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        request.body.resize(length, 0);
        client.read_exact(&mut request.body)?;
        Ok(Some(request))
    }
}

/// Answers requests for as long as the program runs.
pub(crate) fn serve(listener: &TcpListener, answer: &(impl Fn(&Request) -> Reply + Sync)) {
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            // An error only closes the connection: the client broke it off, or sent something other than HTTP.
            scope.spawn(move || talk(&stream, answer));
        }
    });
}

fn talk(mut stream: &TcpStream, answer: &impl Fn(&Request) -> Reply) -> io::Result<()> {
    let mut client = BufReader::new(stream);
    while let Some(request) = Request::read(&mut client)? {
        stream.write_all(response(&answer(&request), request.last).as_bytes())?;
        if request.last {
            break;
        }
    }
    Ok(())
}

fn response(reply: &Reply, last: bool) -> String {
    let mut out = format!("HTTP/1.1 {} {}\r\n", reply.status(), reason(reply.status()));
    if let Some(content_type) = reply.content_type() {
        out += &format!("Content-Type: {content_type}\r\nContent-Length: {}\r\n", reply.body().len());
    }
    if let Some(challenge) = reply.www_authenticate() {
        out += &format!("WWW-Authenticate: {challenge}\r\n");
    }
    // Without this header clients use the connection again.
    out + if last { "Connection: close\r\n\r\n" } else { "\r\n" } + reply.body()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Error",
    }
}
