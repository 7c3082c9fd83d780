"""Headers of every answer: what a browser may do with our pages, and with whose help."""

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings

COMMON = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
PUBLIC = COMMON
# Wagtail's admin has inline scripts and styles, previews in frames, and reads chosen pictures.
ADMIN = {
    **COMMON,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# The bar that editors see on public pages carries Wagtail's styles.
SIGNED_IN = {**COMMON, "style-src": [SELF, UNSAFE_INLINE], "frame-src": [SELF]}
# What somebody uploaded is shown or saved, and may do nothing else.
UPLOADED = "default-src 'none'; img-src 'self'; style-src 'none'; sandbox; frame-ancestors 'none'"

ADMIN_PREFIX = "/cms/"
UPLOAD_PREFIXES = ("/dokumenty/", "/media/")


class ContentSecurityPolicy(CSPMiddleware):
    """Chooses the policy by place and visitor; anonymous readers always get the strict one."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only:
            parts.config = policy_for(request)
        return parts

    def process_response(self, request, response):
        if request.path_info.startswith(UPLOAD_PREFIXES):
            response[HEADER] = UPLOADED
        elif request.path_info.startswith(ADMIN_PREFIX):
            del response[HEADER]  # a preview comes with the policy of the page it shows
        return super().process_response(request, response)


def policy_for(request):
    if request.path_info.startswith(ADMIN_PREFIX):
        return ADMIN
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return PUBLIC  # without a look at the session, so that caches may keep the answer
    user = getattr(request, "user", None)
    return SIGNED_IN if user is not None and user.is_authenticated else PUBLIC
