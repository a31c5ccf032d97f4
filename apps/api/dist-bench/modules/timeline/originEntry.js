/** The first entry of every timeline, made from the contact itself. A UUIDv7 begins with the milliseconds of its making. */ export function originEntry({ contactId, fileName, actorName }) {
    const madeAt = Number.parseInt(contactId.replaceAll('-', '').slice(0, 12), 16);
    return {
        id: `origin-${contactId}`,
        contactId,
        type: 'system',
        content: JSON.stringify({
            message: fileName === null ? 'Contact added' : `Imported from ${fileName}`
        }),
        status: null,
        timestamp: new Date(madeAt).toISOString(),
        campaignId: null,
        messageId: null,
        actorName
    };
}
