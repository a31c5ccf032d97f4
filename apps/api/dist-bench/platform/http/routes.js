import { applyDecorators, Controller, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiParam, ApiResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
export const ACCESS = 'rapport:access';
/** In the OpenAPI document each workspace route names the roles that open it. */ export const ROLES_EXTENSION = 'x-roles';
export const CSRF_EXEMPT = 'rapport:csrfExempt';
/** Named sets: an author edits, an approver approves, admin and owner do both. */ const LEAST = {
    viewer: [
        'owner',
        'admin',
        'author',
        'approver',
        'viewer'
    ],
    author: [
        'owner',
        'admin',
        'author'
    ],
    approver: [
        'owner',
        'admin',
        'approver'
    ],
    admin: [
        'owner',
        'admin'
    ],
    owner: [
        'owner'
    ]
};
/** The least role that opens a workspace route. Several: any of them. */ export function Allow(...least) {
    const roles = [
        ...new Set(least.flatMap((role)=>LEAST[role]))
    ];
    return applyDecorators(SetMetadata(ACCESS, {
        kind: 'roles',
        roles
    }), ApiExtension(ROLES_EXTENSION, roles));
}
/** Any signed-in person. Not for routes of a workspace. */ export const SignedIn = ()=>SetMetadata(ACCESS, {
        kind: 'signedIn'
    });
/** Nobody needs to be signed in. */ export const Public = ()=>SetMetadata(ACCESS, {
        kind: 'public'
    });
/** For calls that come from elsewhere by design (RFC 8058, vendor webhooks): no session is read, so there is nothing to forge. */ export const CsrfExempt = ()=>SetMetadata(CSRF_EXEMPT, true);
/** `/api/v1/workspaces/:workspaceId/<path>` */ export function WorkspaceController(path) {
    return applyDecorators(Controller(`api/v1/workspaces/:workspaceId${path ? `/${path}` : ''}`), ApiTags(path.split('/')[0] || 'workspaces'), ApiParam({
        name: 'workspaceId',
        type: String,
        format: 'uuid'
    }));
}
/** `/api/v1/<path>` */ export function ApiController(path) {
    return applyDecorators(Controller(path ? `api/v1/${path}` : 'api/v1'), ApiTags(path.split('/')[0] || 'api'));
}
/** Documents `{ data: Dto, error: null }` and sets the status (200 unless told). */ export const Returns = (dto, status = 200)=>envelope(dto, status, (item)=>item);
/** Documents `{ data: Dto[], error: null }`. */ export const ReturnsList = (dto, status = 200)=>envelope(dto, status, (item)=>({
            type: 'array',
            items: item
        }));
/** Documents `{ data: { items: Dto[], nextCursor }, error: null }`. */ export const ReturnsPage = (dto)=>envelope(dto, 200, (item)=>({
            type: 'object',
            required: [
                'items',
                'nextCursor'
            ],
            properties: {
                items: {
                    type: 'array',
                    items: item
                },
                nextCursor: {
                    type: 'string',
                    nullable: true
                }
            }
        }));
/** Documents `{ data: null, error: null }`. */ export function ReturnsNothing(status = 200) {
    return applyDecorators(HttpCode(status), ApiResponse({
        status,
        description: 'Done',
        schema: wrap({
            type: 'object',
            nullable: true
        })
    }), errors());
}
function envelope(dto, status, schemaOf) {
    return applyDecorators(HttpCode(status), ApiExtraModels(dto), ApiResponse({
        status,
        description: status === 202 ? 'Accepted; the work goes on in the background' : 'Done',
        schema: wrap(schemaOf({
            $ref: getSchemaPath(dto)
        }))
    }), errors());
}
function errors() {
    return applyDecorators(ApiResponse({
        status: 'default',
        description: 'Refused or failed',
        schema: {
            $ref: '#/components/schemas/ErrorEnvelope'
        }
    }));
}
function wrap(data) {
    return {
        type: 'object',
        required: [
            'data',
            'error'
        ],
        properties: {
            data,
            error: {
                type: 'object',
                nullable: true
            }
        }
    };
}
