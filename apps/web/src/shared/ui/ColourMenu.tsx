import { OPTION_COLOURS, type OptionColour } from '@rapport/common';
import { ActionIcon, ColorSwatch, Menu } from '@mantine/core';

interface ColourMenuProps {
  /** What has the colour. */
  name: string;
  colour: OptionColour | null;
  onPick: (colour: OptionColour | null) => void;
}

/** One of the colours that options and tags have. */
export function ColourMenu({ name, colour, onPick }: ColourMenuProps) {
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Colour of ${name}: ${colour ?? 'none'}`}>
          <ColourDot colour={colour} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {[null, ...OPTION_COLOURS].map((one) => (
          <Menu.Item key={one ?? 'none'} leftSection={<ColourDot colour={one} />} onClick={() => onPick(one)}>
            {one === null ? 'No colour' : `${one.charAt(0).toUpperCase()}${one.slice(1)}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function ColourDot({ colour, size = 14 }: { colour: OptionColour | null; size?: number }) {
  return <ColorSwatch component="span" size={size} color={colour === null ? 'transparent' : `var(--mantine-color-${colour}-6)`} />;
}
