import { useAddress, usePage } from '../page-context.js';

/** Leaving is a change, and so a form. */
export function SignOutButton() {
  const { say } = usePage();
  const address = useAddress();
  return (
    <form class="sign-out" method="post" action={address('/sign-out')}>
      <button type="submit" class="button quiet">
        {say('web.sign-out')}
      </button>
    </form>
  );
}
