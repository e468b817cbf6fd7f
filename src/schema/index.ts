import "./scalars.ts";
import "./current-license.ts";
import "./license-history-entry.ts";
import "./subscription-future-entry.ts";
import "./gitlab-subscription-activate.ts";
