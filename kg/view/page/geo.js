// Where on a flat map a place lies, and the countries' outlines as lines to draw.

// Equal Earth: B. Savric, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of Geographical
// Information Science 33 (2019), equations 3 to 5. Units: the earth's radius; y grows downwards as on a screen.
function equalEarth(latitude, longitude, middle) {
  const A = [1.340264, -0.081106, 0.000893, 0.003796];
  const east = (longitude - middle) * Math.PI / 180;
  const t = Math.asin(Math.sqrt(3) / 2 * Math.sin(latitude * Math.PI / 180));
  const t2 = t * t, t6 = t2 * t2 * t2;
  const slope = A[0] + 3 * A[1] * t2 + t6 * (7 * A[2] + 9 * A[3] * t2);
  return [2 * Math.sqrt(3) / 3 * east * Math.cos(t) / slope, -t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))];
}

// The meridian nearest to `longitude` when the earth is turned so that `middle` faces the reader.
function turned(longitude, middle) {
  return longitude - 360 * Math.floor((longitude - middle + 180) / 360);
}

// Countries as kg.view.outlines writes them: [{ name, names, rings: [[[longitude, latitude], ...], ...] }].
function readOutlines(payload) {
  if (!payload || !payload.arcs) return [];
  const value = new Map([...payload.digits].map(function (digit, i) { return [digit, i]; }));
  let at = 0;
  function number() {
    let found = 0;
    for (let shift = 0; ; shift += 5) {
      const digit = value.get(payload.arcs[at++]);
      found |= (digit & 31) << shift;
      if (digit < 32) return found & 1 ? ~(found >> 1) : found >> 1;
    }
  }
  const arcs = [];
  while (at < payload.arcs.length) {
    let east = 0, north = 0;
    arcs.push(Array.from({ length: number() }, function () {
      east += number();
      north += number();
      return [east / payload.quantum, north / payload.quantum];
    }));
  }
  return payload.countries.map(function (row) {
    const rings = row[2].map(function (ring) {
      return unrolled(ring.reduce(function (points, arc) {
        const next = arc >= 0 ? arcs[arc] : arcs[~arc].slice().reverse();
        return points.concat(points.length ? next.slice(1) : next);
      }, []));
    });
    const boxes = rings.map(ringBox);
    const south = Math.min(...boxes.map(function (box) { return box[1]; })), north = Math.max(...boxes.map(function (box) { return box[3]; }));
    return { name: row[0], names: [row[0]].concat(row[1]), rings: rings, boxes: boxes, south: south, north: north };
  });
}

// A ring that crosses the 180th meridian goes on beyond it instead of jumping; one around a pole is closed over the pole.
function unrolled(ring) {
  const points = [ring[0]];
  for (let i = 1; i < ring.length; i++) {
    const before = points[i - 1][0];
    points.push([turned(ring[i][0], before), ring[i][1]]);
  }
  const last = points[points.length - 1];
  if (Math.abs(last[0] - points[0][0]) > 180) {
    const pole = last[1] < 0 ? -90 : 90;
    points.push([last[0], pole], [points[0][0], pole], points[0]);
  }
  return points;
}

function ringBox(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  ring.forEach(function (point) {
    box[0] = Math.min(box[0], point[0]);
    box[1] = Math.min(box[1], point[1]);
    box[2] = Math.max(box[2], point[0]);
    box[3] = Math.max(box[3], point[1]);
  });
  return box;
}

// Whether a place lies in a country: an odd number of borders to the east of it.
function inCountry(country, latitude, longitude) {
  let inside = false;
  if (latitude < country.south || latitude > country.north) return inside;
  country.rings.forEach(function (ring, n) {
    const box = country.boxes[n];
    const east = turned(longitude, (box[0] + box[2]) / 2);
    if (east < box[0] || latitude < box[1] || east > box[2] || latitude > box[3]) return;
    for (let i = 1; i < ring.length; i++) {
      const a = ring[i - 1], b = ring[i];
      if ((a[1] > latitude) !== (b[1] > latitude) && east < a[0] + (latitude - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) inside = !inside;
    }
  });
  return inside;
}

// Where a country's name goes: the middle of its largest part, and how wide that is.
function heartOf(country, middle, unit) {
  const size = function (box) { return (box[2] - box[0]) * (box[3] - box[1]) * Math.cos((box[1] + box[3]) / 2 * Math.PI / 180); };
  const box = country.boxes.reduce(function (best, one) { return size(one) > size(best) ? one : best; });
  const north = (box[1] + box[3]) / 2;
  const at = equalEarth(north, turned((box[0] + box[2]) / 2, middle), middle);
  return { x: at[0] * unit, y: at[1] * unit, width: equalEarth(north, box[2] - box[0], 0)[0] * unit };
}

// The path of a country. A ring that runs over the edge of the map is drawn at both edges, to be cut off by the map's
// own outline: Equal Earth goes on evenly beyond it.
function countryPath(country, middle, unit) {
  let path = "";
  country.rings.forEach(function (ring, n) {
    const box = country.boxes[n];
    const base = turned(ring[0][0], middle) - ring[0][0];
    const least = box[0] + base, most = box[2] + base;
    [-360, 0, 360].forEach(function (shift) {
      if (most + shift <= middle - 180 || least + shift >= middle + 180) return;
      path += "M" + ring.map(function (point) {
        const xy = equalEarth(point[1], point[0] + base + shift, middle);
        return (xy[0] * unit).toFixed(1) + " " + (xy[1] * unit).toFixed(1);
      }).join("L") + "Z";
    });
  });
  return path;
}

// The edge of the map and the lines of every thirtieth degree.
function earthPath(unit) {
  const points = [];
  for (let i = -90; i <= 90; i += 3) points.push([i, 180]);
  for (let i = 90; i >= -90; i -= 3) points.push([i, -180]);
  return linePath(points, unit) + "Z";
}

function graticulePath(middle, unit) {
  let path = "";
  for (let east = -180; east < 180; east += 30) {
    const at = turned(east, middle) - middle;
    path += linePath(Array.from({ length: 61 }, function (_, i) { return [i * 3 - 90, at]; }), unit);
  }
  for (let north = -60; north <= 60; north += 30) path += linePath([[north, -180], [north, 180]], unit);
  return path;
}

function linePath(points, unit) {
  return "M" + points.map(function (point) {
    const xy = equalEarth(point[0], point[1], 0);
    return (xy[0] * unit).toFixed(1) + " " + (xy[1] * unit).toFixed(1);
  }).join("L");
}
