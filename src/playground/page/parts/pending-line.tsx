/** What is on its way to the app, or what the app says that it is doing. */
export function PendingLine({ texts }: { readonly texts: readonly string[] }) {
  return (
    <div className="pending" role="status">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {texts.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </div>
  );
}
