import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TCP } from './environment.js';

const SCRIPT = fileURLToPath(new URL('tcp_client.py', import.meta.url));

/** The first Python that has stomp.py. Debian's own is tried too where another one comes first on the path. */
function aPythonWithStomp() {
  const candidates = [process.env.PARLEY_PYTHON, 'python3', '/usr/bin/python3'].filter(Boolean);
  const found = candidates.find((python) => spawnSync(python, ['-c', 'import stomp']).status === 0);
  if (!found) {
    throw new Error('No Python with stomp.py here: install the Debian package python3-stomp '
      + '(apt-get install python3-stomp), or name one by PARLEY_PYTHON');
  }
  return found;
}

/** A wire over plain TCP: stomp.py in a process of its own, by user name and password. */
export function stompPy(person) {
  const python = spawn(aPythonWithStomp(), [SCRIPT, TCP.host, String(TCP.port)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const order = (what) => python.stdin.write(`${JSON.stringify(what)}\n`);
  const readers = new Map();
  const ended = new Promise((resolve) => python.once('exit', resolve));
  return {
    connect: (hears) => new Promise((resolve, reject) => {
      const hear = {
        CONNECTED: ({ headers }) => resolve(headers),
        MESSAGE: (frame) => readers.get(frame.headers.subscription)(frame),
        RECEIPT: ({ headers }) => hears.receipt(headers),
        ERROR: ({ headers }) => hears.error(headers),
        CLOSED: () => hears.close(),
      };
      createInterface({ input: python.stdout }).on('line', (line) => {
        const frame = JSON.parse(line);
        hear[frame.command](frame);
      });
      ended.then((code) => reject(new Error(`the Python client ended with ${code}`)));
      order({ do: 'connect', login: person.username, passcode: person.password });
    }),
    subscribe: (destination, headers, onMessage) => {
      const id = `s${readers.size}`;
      readers.set(id, onMessage);
      order({ do: 'subscribe', id, destination, headers });
    },
    send: (destination, headers, body) => order({ do: 'send', destination, headers, body }),
    close: async () => {
      python.stdin.end();
      await ended;
    },
  };
}
