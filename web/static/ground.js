'use strict';
// What every map of ours draws: the background from our own tiles, and roads by outcome.

const Ground = (() => {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const face = token('text');

  // Width in pixels of a street of each rank (1 motorway … 7 path) at zoom 15; it halves about every two zooms out.
  const WIDTHS = [0, 9, 8, 7, 6, 4.5, 2.5, 1.2];

  function trace(context, points, scale) {
    context.moveTo(points[0] * scale, points[1] * scale);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i] * scale, points[i + 1] * scale);
  }

  function paint(canvas, tile, size, level, skip) {
    const zoom = level + Math.log2(size / 256); // nearer than the last level, its tiles are drawn larger
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = canvas.height = size * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    const scale = size / tile.grain;
    context.lineCap = context.lineJoin = 'round';
    for (const [kind, , rings] of tile.areas) {
      context.beginPath();
      for (const ring of rings) trace(context, ring, scale);
      if (kind === 'stream') {
        context.strokeStyle = token('water');
        context.lineWidth = Math.max(1, zoom - 12);
        context.stroke();
      } else {
        context.fillStyle = token(kind);
        context.fill('evenodd');
      }
    }
    const wide = (rank) => Math.min(Math.max(0.6, WIDTHS[rank] * 2 ** ((zoom - 15) / 1.6)), WIDTHS[rank] * 3);
    for (const edge of [true, false]) {
      for (const [rank, , points] of tile.streets) {
        const thin = wide(rank) < 2.2; // from afar a street is one fine line
        if (!edge && thin) continue;
        context.strokeStyle = token(edge ? 'street-edge' : 'street');
        context.lineWidth = wide(rank) + (edge && !thin ? 1.6 : 0);
        context.beginPath();
        trace(context, points, scale);
        context.stroke();
      }
    }
    if (zoom >= 14) name(context, tile, scale, size, skip);
  }

  // One label for each name on a tile, on its longest straight piece, only where it fits inside.
  function name(context, tile, scale, size, skip) {
    const longest = new Map();
    for (const [rank, label, points] of tile.streets) {
      if (!label || rank > 6 || skip.has(label)) continue;
      for (let i = 0; i + 3 < points.length; i += 2) {
        const [x1, y1, x2, y2] = points.slice(i, i + 4).map((n) => Math.min(Math.max(n * scale, 0), size));
        const length = Math.hypot(x2 - x1, y2 - y1);
        if (length > (longest.get(label)?.length ?? 0)) longest.set(label, { length, x1, y1, x2, y2 });
      }
    }
    context.font = `11px ${face}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.strokeStyle = '#fff';
    context.lineWidth = 3;
    context.fillStyle = token('street-name');
    for (const [label, at] of longest) {
      const width = context.measureText(label).width;
      const [x, y] = [(at.x1 + at.x2) / 2, (at.y1 + at.y2) / 2];
      if (width + 12 > at.length || x < 8 || y < 8 || x > size - 8 || y > size - 8) continue;
      let turn = Math.atan2(at.y2 - at.y1, at.x2 - at.x1);
      if (Math.abs(turn) > Math.PI / 2) turn -= Math.sign(turn) * Math.PI;
      context.save();
      context.translate(x, y);
      context.rotate(turn);
      context.strokeText(label, 0, 0);
      context.fillText(label, 0, 0);
      context.restore();
    }
  }

  const Background = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement('canvas');
      fetch(L.Util.template(this.options.url, coords))
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
        .then((tile) => { paint(canvas, tile, this.getTileSize().x, coords.z, this.options.skip); done(null, canvas); })
        .catch((error) => done(error, canvas));
      return canvas;
    },
  });

  // `skip` are names the page writes itself, along the roads it draws.
  const background = (url, attribution, bounds, skip = new Set()) => new Background({
    url, attribution, skip, maxNativeZoom: 17, maxZoom: 19, minZoom: 8, bounds: bounds && L.latLngBounds(bounds), updateWhenZooming: false,
  });

  // How the line of a road looks: solid where found by name or decided, dashed where inferred, dotted for a candidate.
  function look(kind) {
    const dashes = { inferred: '12 8', ambiguous: '0.1 9' };
    return { color: token(kind === 'ambiguous' ? 'ambiguous' : 'resolved'), opacity: 1, dashArray: dashes[kind] || null, lineCap: kind === 'inferred' ? 'butt' : 'round' };
  }

  // White below, the line above, and an unseen wide line that fingers can hit.
  function road(feature) {
    const kind = feature.properties.basis || 'ambiguous';
    const draw = (options) => L.geoJSON(feature, { interactive: false, style: options });
    const casing = draw({ color: '#fff', weight: 9, opacity: 0.9 }); // a group draws its layers in the order they were made
    const line = draw(look(kind));
    const hit = L.geoJSON(feature, { style: { weight: 20, opacity: 0 } });
    const group = L.featureGroup([casing, line, hit]);
    // Thinner from afar; called again after each zoom.
    group.light = (on) => {
      const zoom = group._map ? group._map.getZoom() : 16;
      const weight = Math.min(Math.max(zoom - 11, 2), 5) + (on ? 2 : 0);
      casing.setStyle({ weight: weight + 3.5 });
      line.setStyle({ ...look(kind), weight, ...(on && { color: token('selected') }) });
    };
    group.on('add', () => group.light(false));
    return group;
  }

  return { background, road, token };
})();
