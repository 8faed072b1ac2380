# A NATS server with JetStream of the test's own; sourced after common.sh. Sets $nats.
nats_server() {
  needs nats-server
  nats_port=$(free_port)
  nats=nats://127.0.0.1:$nats_port
  stops+=('kill -9 "$(cat "$folder/nats.pid")"')
  nats_start
}
nats_start() {
  nats-server -js -sd "$folder/nats" -a 127.0.0.1 -p "$nats_port" -P "$folder/nats.pid" -l "$folder/nats.log" &
  disown
  wait_for 10 python3 -c "import socket; socket.create_connection(('127.0.0.1', $nats_port), 1)"
}
# How many messages of a stream were not acknowledged. (A server that was killed may hold some that were.)
left_in() {
  python3 - "$nats_port" "$1" <<'P'
import json, socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
f = s.makefile("rb"); f.readline()
s.sendall(b'CONNECT {"verbose":false}\r\nSUB _R 1\r\nPUB $JS.API.CONSUMER.INFO.%s.workers _R 0\r\n\r\n' % sys.argv[2].encode())
while True:
    line = f.readline()
    if line.startswith(b"MSG"):
        answer = json.loads(f.read(int(line.split()[-1])))
        print(answer["num_pending"] + answer["num_ack_pending"]); break
    if not line: sys.exit(1)
P
}
# The bodies of all messages of a stream, a line each.
bodies_of() {
  python3 - "$nats_port" "$1" <<'P'
import base64, json, socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
f = s.makefile("rb"); f.readline()
def ask(subject, body):
    s.sendall(b"PUB %s _R %d\r\n%s\r\n" % (subject.encode(), len(body), body))
    while True:
        line = f.readline()
        if line.startswith(b"MSG"):
            answer = json.loads(f.read(int(line.split()[-1]))); f.readline(); return answer
s.sendall(b'CONNECT {"verbose":false}\r\nSUB _R 1\r\n')
state = ask("$JS.API.STREAM.INFO." + sys.argv[2], b"")["state"]
for number in range(state["first_seq"], state["last_seq"] + 1):
    answer = ask("$JS.API.STREAM.MSG.GET." + sys.argv[2], b'{"seq":%d}' % number)
    print(base64.b64decode(answer["message"]["data"]).decode())
P
}
publish() {
  python3 - "$nats_port" "$1" "$2" <<'P'
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)
f = s.makefile("rb"); f.readline()
body = sys.argv[3].encode()
s.sendall(b'CONNECT {"verbose":false}\r\nSUB _R 1\r\nPUB %s _R %d\r\n%s\r\n' % (sys.argv[2].encode(), len(body), body))
while not f.readline().startswith(b"MSG"): pass
P
}
