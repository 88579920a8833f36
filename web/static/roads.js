'use strict';
// Roads drawn from vector tiles, where there are too many to fetch one by one: every state is in the tile, so that
// another day, filter or colour only paints again.

const RoadTiles = L.GridLayer.extend({
  // options: url, shown(said) → whether to draw it, look(said) → { color, dashes }, candidates → whether to draw those
  initialize(options) {
    L.GridLayer.prototype.initialize.call(this, { className: 'road-tiles', ...options });
    this._read = new Map(); // tile key → { coords, canvas, layers }
    this.on('tileunload', ({ coords }) => this._read.delete(this._tileCoordsToKey(coords)));
  },

  createTile(coords, done) {
    const canvas = document.createElement('canvas');
    fetch(L.Util.template(this.options.url, coords))
      .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(answer.status))))
      .then((buffer) => {
        const tile = { coords, canvas, layers: Mvt.read(buffer) };
        this._read.set(this._tileCoordsToKey(coords), tile);
        this._paint(tile);
        done(null, canvas);
        this.fire('painted');
      })
      .catch((error) => done(error, canvas));
    return canvas;
  },

  repaint() { this._read.forEach((tile) => this._paint(tile)); },

  _size() { return this.getTileSize().x; },

  _paint({ coords, canvas, layers }) {
    const size = this._size();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = canvas.height = size * ratio;
    const context = canvas.getContext('2d');
    const scale = size / Mvt.EXTENT;
    context.scale(ratio, ratio);
    context.lineCap = context.lineJoin = 'round';
    const weight = Ground.weight(coords.z + Math.log2(size / 256));
    if (this.options.candidates()) this._lines(context, layers.candidates || [], scale, weight);
    const roads = (layers.roads || []).filter(({ said }) => this.options.shown(said));
    if (weight > 2) { // white below, once there is room for it
      context.strokeStyle = '#fff';
      context.lineWidth = weight + 2.5;
      this._trace(context, roads, scale);
    }
    this._lines(context, roads, scale, weight);
    if (coords.z >= 14) this._names(context, roads, scale, size);
  },

  _trace(context, features, scale) {
    context.beginPath();
    for (const { parts } of features) for (const part of parts) Ground.trace(context, part, scale);
    context.stroke();
  },

  // As few strokes as there are looks.
  _lines(context, features, scale, weight) {
    const byLook = new Map();
    for (const feature of features) {
      if (!this.options.shown(feature.said)) continue;
      const { color, dashes } = this.options.look(feature.said);
      const key = `${color} ${dashes || ''}`;
      if (!byLook.has(key)) byLook.set(key, { color, dashes, some: [] });
      byLook.get(key).some.push(feature);
    }
    context.lineWidth = weight;
    for (const { color, dashes, some } of byLook.values()) {
      context.strokeStyle = color;
      context.lineCap = dashes === Ground.DASHED ? 'butt' : 'round';
      context.setLineDash(dashes ? dashes.map((one) => (one * weight) / 4) : []);
      this._trace(context, some, scale);
    }
    context.setLineDash([]);
  },

  // A name beside its line, where the tile has the whole of the word.
  _names(context, features, scale, size) {
    const taken = [];
    context.font = `600 12px ${Ground.token('text')}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.strokeStyle = '#fff';
    context.lineWidth = 3.5;
    context.fillStyle = '#123a6b';
    for (const { said, parts } of features) {
      const at = Ground.longest(parts, scale, size);
      const width = context.measureText(said.name).width;
      if (!at || at.length < width + 10) continue;
      const [x, y] = [(at.x1 + at.x2) / 2, (at.y1 + at.y2) / 2];
      const reach = width / 2 + 8;
      if (x < reach || y < reach || x > size - reach || y > size - reach) continue;
      if (taken.some((one) => Math.hypot(one.x - x, one.y - y) < one.reach + reach - 14)) continue;
      taken.push({ x, y, reach });
      Ground.write(context, said.name, at, -10);
    }
  },

  // The road nearest to a place on the map, within `reach` pixels; null where there is none.
  at(latlng, reach) {
    const size = this._size();
    const zoom = this._tileZoom;
    if (zoom === undefined) return null;
    const point = this._map.project(latlng, zoom);
    const coords = L.point(Math.floor(point.x / size), Math.floor(point.y / size));
    coords.z = zoom;
    const tile = this._read.get(this._tileCoordsToKey(coords));
    if (!tile) return null;
    const scale = size / Mvt.EXTENT;
    const [x, y] = [point.x - coords.x * size, point.y - coords.y * size];
    let [best, nearest] = [null, reach];
    for (const { said, parts } of tile.layers.roads || []) {
      if (!this.options.shown(said)) continue;
      for (const part of parts) {
        const away = Ground.distance(part, x / scale, y / scale) * scale;
        if (away < nearest) [best, nearest] = [said, away];
      }
    }
    return best;
  },

  // What the tiles at hand have of a road, for lighting it up.
  partsOf(id) {
    const size = this._size();
    const scale = size / Mvt.EXTENT;
    const found = [];
    for (const { coords, layers } of this._read.values()) {
      if (coords.z !== this._tileZoom) continue;
      for (const { said, parts } of layers.roads || []) {
        if (said.road_id !== id || !this.options.shown(said)) continue;
        for (const part of parts) {
          const line = [];
          for (let i = 0; i < part.length; i += 2) {
            line.push(this._map.unproject([coords.x * size + part[i] * scale, coords.y * size + part[i + 1] * scale], coords.z));
          }
          found.push(line);
        }
      }
    }
    return found;
  },
});
