import type { ComponentChildren } from "preact";
import type { Explanation } from "../../../../src/package/verbs.ts";
import { Foreign } from "../../../design/foreign.tsx";
import { WholeDays } from "./whole-days.tsx";

interface Explained {
  readonly explained: Explanation;
}

/** The instance's words about a license that it refuses. */
export const Messages = ({ explained: { messages } }: Explained) =>
  messages.map((message) => (
    <blockquote class="came-words" key={message}>
      <Foreign text={message} />
    </blockquote>
  ));

/** Why a license file cannot be read. */
export const Problems = ({ explained: { problems } }: Explained) =>
  problems.map((problem) => (
    <p key={problem}>
      It cannot be read: <Foreign text={problem} />.
    </p>
  ));

/** Whether the rules about seats had something to compare. */
export const hasCompared = ({ inWords }: Explanation): boolean =>
  inWords !== null && inWords.compared.length > 0;

/** The numbers that were compared, the deciding ones last, and by what they were. */
export const Compared = ({
  explained: { inWords },
  children,
}: Explained & { readonly children?: ComponentChildren }) =>
  inWords === null ? null : (
    <>
      <ol>
        {inWords.compared.map((step, index) => (
          <li key={step} class={index + 1 === inWords.compared.length ? "deciding" : ""}>
            <WholeDays text={`${step}.`} />
          </li>
        ))}
      </ol>
      {children}
      <p class="quiet">
        <WholeDays text={`${inWords.past}.`} />
      </p>
    </>
  );

/** What would have to be bought, or be otherwise, for the license to be admitted. */
export const Remedies = ({ explained: { inWords } }: Explained) =>
  inWords === null || inWords.remedies.length === 0 ? null : (
    <section>
      <h4>What would pass</h4>
      <ul>
        {inWords.remedies.map((remedy) => (
          <li key={remedy}>
            <WholeDays text={remedy} />
          </li>
        ))}
      </ul>
    </section>
  );
