'use strict';
// Mapbox Vector Tiles read: bytes → { layer name: [{ kind, said, parts }] }; a part is a flat list x, y, x, y, …

const Mvt = (() => {
  const text = new TextDecoder();

  class Reader {
    constructor(bytes, at = 0, end = bytes.length) {
      Object.assign(this, { bytes, at, end, view: new DataView(bytes.buffer, bytes.byteOffset) });
    }

    varint() {
      let value = 0;
      for (let shift = 1; ; shift *= 128) { // not by bits: numbers may be longer than 32 of them
        const byte = this.bytes[this.at++];
        value += (byte & 0x7f) * shift;
        if (byte < 0x80) return value;
      }
    }

    block() {
      const size = this.varint();
      this.at += size;
      return new Reader(this.bytes, this.at - size, this.at);
    }

    text() { return text.decode(this.bytes.subarray(this.at, this.end)); }

    // Calls `take[field](reader)` for each field; one that is not asked for is passed over.
    fields(take) {
      while (this.at < this.end) {
        const key = this.varint();
        const [field, wire] = [key >> 3, key & 7];
        if (take[field]) take[field](this);
        else if (wire === 0) this.varint();
        else if (wire === 2) this.block();
        else this.at += wire === 1 ? 8 : 4;
      }
    }
  }

  const signed = (number) => (number % 2 ? -(number + 1) / 2 : number / 2);

  function value(reader) {
    let found = null;
    reader.fields({
      1: (r) => { found = r.block().text(); },
      2: (r) => { found = r.view.getFloat32(r.at, true); r.at += 4; },
      3: (r) => { found = r.view.getFloat64(r.at, true); r.at += 8; },
      4: (r) => { found = r.varint(); },
      5: (r) => { found = r.varint(); },
      6: (r) => { found = signed(r.varint()); },
      7: (r) => { found = r.varint() > 0; },
    });
    return found;
  }

  function geometry(reader) {
    const parts = [];
    let [x, y] = [0, 0];
    while (reader.at < reader.end) {
      const command = reader.varint();
      const [what, times] = [command & 7, command >> 3];
      if (what === 7) {
        const ring = parts.at(-1);
        ring.push(ring[0], ring[1]);
        continue;
      }
      for (let i = 0; i < times; i += 1) {
        x += signed(reader.varint());
        y += signed(reader.varint());
        if (what === 1) parts.push([]);
        parts.at(-1).push(x, y);
      }
    }
    return parts;
  }

  function layer(reader) {
    const [raw, keys, values] = [[], [], []];
    let name = '';
    reader.fields({
      1: (r) => { name = r.block().text(); },
      2: (r) => raw.push(r.block()),
      3: (r) => keys.push(r.block().text()),
      4: (r) => values.push(value(r.block())),
    });
    const features = raw.map((one) => {
      const feature = { kind: 0, said: {}, parts: [] };
      one.fields({
        2: (r) => {
          const tags = r.block();
          while (tags.at < tags.end) {
            const key = keys[tags.varint()];
            feature.said[key] = values[tags.varint()];
          }
        },
        3: (r) => { feature.kind = r.varint(); },
        4: (r) => { feature.parts = geometry(r.block()); },
      });
      return feature;
    });
    return [name, features];
  }

  function read(buffer) {
    const layers = {};
    new Reader(new Uint8Array(buffer)).fields({
      3: (r) => {
        const [name, features] = layer(r.block());
        layers[name] = features;
      },
    });
    return layers;
  }

  return { read, EXTENT: 4096 };
})();
