/** The content of a journal line as it was hashed: keys and values, long hashes cut for reading. */
export function JournalData({ data }: { data: unknown }) {
  if (typeof data !== 'object' || data === null) return <>{String(data ?? '')}</>;
  return (
    <span className="journal-data">
      {Object.entries(data).map(([key, value]) => (
        <span key={key}>
          <span className="quiet">{key}</span> {shown(value)}
        </span>
      ))}
    </span>
  );
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 8) : text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
