type Topology = {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: Readonly<Record<string, { readonly geometries: readonly { readonly type: string; readonly id?: string; readonly arcs?: unknown }[] }>>;
};

/** An object of a quantised TopoJSON as GeoJSON, with each geometry's id as the property `id`. */
export function geoJsonOf(text: string, object: string, wanted: (id: string) => boolean): object {
  const { transform: { scale, translate }, arcs, objects } = JSON.parse(text) as Topology;
  const placed = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
  const ring = (indexes: readonly number[]) => indexes.flatMap((index, i) => {
    const arc = index < 0 ? [...placed[~index] ?? []].reverse() : placed[index] ?? [];
    return i === 0 ? arc : arc.slice(1);
  });
  const features = (objects[object]?.geometries ?? []).filter(({ id }) => wanted(id ?? '')).map(({ type, id, arcs: indexes }) => ({
    type: 'Feature', properties: { id },
    geometry: { type, coordinates: type === 'Polygon' ? (indexes as number[][]).map(ring) : (indexes as number[][][]).map((polygon) => polygon.map(ring)) },
  }));
  return { type: 'FeatureCollection', features };
}
