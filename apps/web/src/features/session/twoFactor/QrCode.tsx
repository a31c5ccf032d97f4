import { QRCodeSVG } from 'qrcode.react';

/** Always dark on light: cameras do not read it the other way round. */
export function QrCode({ uri }: { uri: string }) {
  return <QRCodeSVG value={uri} size={208} marginSize={2} bgColor="#ffffff" fgColor="#000000" title="QR code for your authenticator app" />;
}
