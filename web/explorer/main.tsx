/** @jsxImportSource react */
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { GraphiQL, type GraphiQLProps } from "graphiql";
import { useEffect } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./explorer.css";
import { keepCodeFresh, tabsOfFree, tabsWith } from "./tabs.ts";

const container = document.querySelector<HTMLElement>("#graphiql-container");
const csrfToken = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;

/** Asks as the signed-in user, unless the headers editor names a token. */
const fetcher: GraphiQLProps["fetcher"] = async (operation, options) => {
  try {
    const response = await fetch(container?.dataset["graphqlEndpointPath"] ?? "", {
      method: "POST",
      credentials: "include",
      headers: {
        "Content-Type": "application/json",
        ...(csrfToken && { "X-CSRF-Token": csrfToken }),
        ...options?.headers,
      },
      body: JSON.stringify(isNamed(operation) ? operation : { ...operation, operationName: null }),
    });
    return await response.json();
  } catch (error) {
    // Shown as it is, where GraphiQL would show the stack of an exception.
    return { errors: [{ message: `The instance did not answer. ${error}` }] };
  }
};

/** For a moment after a change of tabs, GraphiQL still sends the name of the tab before. */
function isNamed({ query, operationName }: { query: string; operationName?: string | null }) {
  return new RegExp(`\\b(query|mutation)\\s+${operationName}\\b`).test(query);
}

/** Without a choice of the reader's, colours follow the system while the page is open. */
function SystemColors() {
  const { setTheme } = useGraphiQLActions();
  const isChosen = useGraphiQL(({ theme }) => theme !== null);
  useEffect(() => {
    if (isChosen) return;
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setTheme(null);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [isChosen, setTheme]);
  return null;
}

if (container) {
  const code = container.dataset["activationCode"] ?? null;
  keepCodeFresh(localStorage, code);
  createRoot(container).render(
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={container.dataset["edition"] === "ce" ? [...tabsOfFree] : tabsWith(code)}
    >
      <GraphiQL.Toolbar>
        {({ merge, prettify, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <SystemColors />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>,
  );
}
