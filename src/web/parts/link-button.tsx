import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';

/** A link that looks like a button; a real address underneath, so that it opens in a new tab as well. */
export const LinkButton = createLink((props: ButtonProps) => <Button {...props} />);
