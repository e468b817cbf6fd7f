import { Foreign } from "../../../design/foreign.tsx";

const day = /(\d{4}-\d{2}-\d{2})/;

/** A text, also one of somebody else's, whose days do not break at their hyphens. */
export const WholeDays = ({ text }: { readonly text: string }) =>
  text.split(day).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other place.
      <span key={index} class="whole-day">
        {part}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other place.
      <Foreign key={index} text={part} />
    ),
  );
