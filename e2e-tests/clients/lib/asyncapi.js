import assert from 'node:assert/strict';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import specs from '@asyncapi/specs';
import { HTTP } from './environment.js';

const ASYNC = `${HTTP}/api/asyncapi.json`;
const OPEN = `${HTTP}/api/openapi.json`;

/** The gateway's AsyncAPI document, read more strictly than clients should: nothing may come that it does not name. */
export async function theDocument() {
  const [document, rest] = await Promise.all([ASYNC, OPEN].map(async (url) => (await fetch(url)).json()));
  return new AsyncDocument(document, rest);
}

class AsyncDocument {
  #ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

  constructor(document, rest) {
    this.document = document;
    this.#ajv.addSchema(closed(structuredClone(document)), ASYNC);
    this.#ajv.addSchema(closed(structuredClone(rest)), OPEN);
  }

  /** Fails unless the document is one by the schema of its AsyncAPI version. */
  assertWellFormed() {
    // The schema brings its own meta-schema along.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false });
    const isOne = ajv.compile(specs.schemas[this.document.asyncapi]);
    assert.ok(isOne(this.document), JSON.stringify(isOne.errors, null, 1));
  }

  /** The codes of refusals. */
  get codes() {
    return this.document.components.schemas.Code.enum;
  }

  /** The name of the only message of these channels that this is: {headers, payload}; fails where there is none. */
  nameOf(channels, message) {
    const names = channels.flatMap((channel) => Object.keys(this.document.channels[channel].messages));
    const outcomes = names.map((name) => [name, this.#errorsOf(name, message)]);
    const fitting = outcomes.filter(([, errors]) => errors.length === 0).map(([name]) => name);
    assert.equal(fitting.length, 1, `${JSON.stringify(message)} is ${fitting} of ${JSON.stringify(outcomes)}`);
    return fitting[0];
  }

  /** The channels whose address fits a destination or an address of the bridge. */
  channelsAt(address) {
    return Object.entries(this.document.channels)
      .filter(([, channel]) => channel.address && pattern(channel.address).test(address))
      .map(([name]) => name);
  }

  #errorsOf(name, message) {
    return ['headers', 'payload']
      .filter((part) => this.document.components.messages[name][part])
      .flatMap((part) => {
        const validate = this.#ajv.compile({ $ref: `${ASYNC}#/components/messages/${name}/${part}` });
        return validate(message[part]) ? [] : validate.errors.map(({ instancePath, message: text }) =>
          `${part}${instancePath} ${text}`);
      });
  }
}

function pattern(address) {
  const parts = address.split(/\{[^}]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}

/** Closes every object schema to members that it does not name. */
function closed(schema) {
  if (schema && typeof schema === 'object') {
    if (schema.type === 'object' && schema.properties && !('additionalProperties' in schema)) {
      schema.additionalProperties = false;
    }
    Object.values(schema).forEach(closed);
  }
  return schema;
}
