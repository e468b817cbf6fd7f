export const MailboxPanel = () => <p class="quiet">Not built yet.</p>;
