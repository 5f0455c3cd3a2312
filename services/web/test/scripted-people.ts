/** Who is signed in on the scripted desk, and a colleague. */
export const ME = '01900000-0000-7000-8000-0000000000a1';
export const OTHER = '01900000-0000-7000-8000-0000000000b2';
