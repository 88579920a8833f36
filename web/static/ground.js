'use strict';
// What every map of ours draws: the background from our own vector tiles, and roads by outcome, act or year.

const Ground = (() => {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const face = token('text');
  const [DASHED, DOTTED] = [[12, 8], [0.1, 8]];

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
    const scale = size / Mvt.EXTENT;
    context.lineCap = context.lineJoin = 'round';
    for (const { said, parts } of tile.areas || []) {
      context.beginPath();
      for (const ring of parts) trace(context, ring, scale);
      context.fillStyle = token(said.kind);
      context.fill('evenodd');
    }
    context.strokeStyle = token('water');
    context.lineWidth = Math.max(1, zoom - 12);
    for (const { parts } of tile.streams || []) {
      context.beginPath();
      for (const part of parts) trace(context, part, scale);
      context.stroke();
    }
    const streets = tile.streets || [];
    const wide = (rank) => Math.min(Math.max(0.6, WIDTHS[rank] * 2 ** ((zoom - 15) / 1.6)), WIDTHS[rank] * 3);
    for (const edge of [true, false]) {
      for (let rank = 7; rank > 0; rank -= 1) {
        const thin = wide(rank) < 2.2; // from afar a street is one fine line
        if (!edge && thin) continue;
        context.strokeStyle = token(edge ? 'street-edge' : 'street');
        context.lineWidth = wide(rank) + (edge && !thin ? 1.6 : 0);
        context.beginPath();
        for (const { said, parts } of streets) {
          if (said.rank === rank) for (const part of parts) trace(context, part, scale);
        }
        context.stroke();
      }
    }
    if (zoom >= 14) name(context, streets, scale, size, skip);
  }

  // The longest straight piece of some parts inside a tile.
  function longest(parts, scale, size) {
    let best = null;
    for (const points of parts) {
      for (let i = 0; i + 3 < points.length; i += 2) {
        const [x1, y1, x2, y2] = points.slice(i, i + 4).map((n) => Math.min(Math.max(n * scale, 0), size));
        const length = Math.hypot(x2 - x1, y2 - y1);
        if (length > (best?.length ?? 0)) best = { length, x1, y1, x2, y2 };
      }
    }
    return best;
  }

  // A word along a straight piece, `aside` pixels from it, read from the left (or from the top).
  function write(context, text, at, aside) {
    let turn = Math.atan2(at.y2 - at.y1, at.x2 - at.x1);
    if (Math.abs(turn) > Math.PI / 2) turn -= Math.sign(turn) * Math.PI;
    context.save();
    context.translate((at.x1 + at.x2) / 2, (at.y1 + at.y2) / 2);
    context.rotate(turn);
    context.strokeText(text, 0, aside);
    context.fillText(text, 0, aside);
    context.restore();
  }

  // One label for each name on a tile, on its longest straight piece, only where it fits inside.
  function name(context, streets, scale, size, skip) {
    const best = new Map();
    for (const { said, parts } of streets) {
      if (!said.name || said.rank > 6 || skip.has(said.name)) continue;
      const at = longest(parts, scale, size);
      if (at && at.length > (best.get(said.name)?.length ?? 0)) best.set(said.name, at);
    }
    context.font = `11px ${face}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.strokeStyle = '#fff';
    context.lineWidth = 3;
    context.fillStyle = token('street-name');
    for (const [label, at] of best) {
      const [x, y] = [(at.x1 + at.x2) / 2, (at.y1 + at.y2) / 2];
      if (context.measureText(label).width + 12 > at.length || x < 8 || y < 8 || x > size - 8 || y > size - 8) continue;
      write(context, label, at, 0);
    }
  }

  // How far a point is from a line, in the line's own numbers.
  function distance(points, x, y) {
    let best = Infinity;
    for (let i = 0; i + 3 < points.length; i += 2) {
      const [x1, y1, x2, y2] = [points[i], points[i + 1], points[i + 2], points[i + 3]];
      const size = (x2 - x1) ** 2 + (y2 - y1) ** 2;
      const along = size ? Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / size, 0), 1) : 0;
      best = Math.min(best, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
    }
    return best;
  }

  const Background = L.GridLayer.extend({
    createTile(coords, done) {
      const canvas = document.createElement('canvas');
      fetch(L.Util.template(this.options.url, coords))
        .then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(answer.status))))
        .then((buffer) => { paint(canvas, Mvt.read(buffer), this.getTileSize().x, coords.z, this.options.skip); done(null, canvas); })
        .catch((error) => done(error, canvas));
      return canvas;
    },
  });

  // `skip` are names the page writes itself, along the roads it draws.
  const background = (url, attribution, bounds, skip = new Set()) => new Background({
    url, attribution, skip, maxNativeZoom: 17, maxZoom: 19, minZoom: 8, bounds: bounds && L.latLngBounds(bounds), updateWhenZooming: false, zIndex: 1,
  });

  // How wide the line of a road is.
  const weight = (zoom) => Math.min(Math.max((zoom - 9) * 0.75, 1.2), 5);

  // How the line of a road looks: solid where it is certain, dashed where not, dotted for a candidate; its colour tells
  // the outcome, or the act or year asked for.
  const ACTS = ['Named', 'Renamed', 'ExtentChanged', 'MeasuresChanged', 'Restored', 'Split', 'Merged'];
  function look({ status, confident, act, year }, colour = 'outcome') {
    if (status !== 'resolved') return { color: token('ambiguous'), dashes: DOTTED };
    const dashes = confident ? null : DASHED;
    if (colour === 'act' && ACTS.includes(act)) return { color: token(`act-${act}`), dashes };
    if (colour === 'year') return { color: token(`year-${yearStep(year)}`), dashes };
    return { color: token('resolved'), dashes };
  }

  // Two years a step, the newest first; what is older than the last step, or of no known year, is one more.
  const YEAR_STEPS = 6;
  const yearStep = (year) => (year ? Math.min(Math.max(new Date().getFullYear() - year, 0) >> 1, YEAR_STEPS) : YEAR_STEPS);

  // White below, the line above, and an unseen wide line that fingers can hit.
  function road(feature, colour) {
    const draw = (options) => L.geoJSON(feature, { interactive: false, style: options });
    const casing = draw({ color: '#fff', opacity: 0.9 }); // a group draws its layers in the order they were made
    const line = draw({});
    const hit = L.geoJSON(feature, { style: { weight: 20, opacity: 0 } });
    const group = L.featureGroup([casing, line, hit]);
    const { status, resolution_status: outcome, ...said } = feature.properties; // of the map, or of the API
    const { color, dashes } = look({ ...said, status: status || outcome }, colour);
    // Thinner from afar; called again after each zoom.
    group.light = (on) => {
      const wide = weight(group._map ? group._map.getZoom() : 16) + (on ? 2 : 0);
      casing.setStyle({ weight: wide + 3.5 });
      line.setStyle({
        weight: wide, opacity: 1, color: on ? token('selected') : color, dashArray: dashes && dashes.map((one) => (one * wide) / 4).join(' '),
        lineCap: dashes === DASHED ? 'butt' : 'round',
      });
    };
    group.on('add', () => group.light(false));
    return group;
  }

  return { background, road, look, weight, token, trace, longest, write, distance, yearStep, ACTS, YEAR_STEPS, DASHED };
})();
