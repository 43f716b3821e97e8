"""The CDN of functions/template.yaml, written from site/headers.json: `python -m tools.cdn`.

Each family of pages becomes a policy of response headers and a behaviour of the distribution, in the file's order.
`python -m tools.cdn --scripts` prints the hashes of the built docs' inline scripts, the parameter DocsScripts of a deployment.
"""

import argparse
import json
import re
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "functions/template.yaml"
HEADERS = ROOT / "site/headers.json"
BUILT = ROOT / "build/headers.json"
BEGINS = "  # Written by `python -m tools.cdn` from site/headers.json; a test holds them together.\n"
ENDS = "\n  # ── The API:"

# what stands for a placeholder of site/headers.json in the template
ORIGINS = {
    " {scripts}": " ${DocsScripts}",
    " {evidence}": " https://${EvidenceBucket.RegionalDomainName}",
    " {issuer}": " https://${Host}",
}
UNCACHED_ERRORS = (400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)

_POLICY = """
  {title}Headers:
    Type: AWS::CloudFront::ResponseHeadersPolicy
    Condition: WithCdn
    Properties:
      ResponseHeadersPolicyConfig:
        Name: !Sub "${{AWS::StackName}}-{name}"
        SecurityHeadersConfig:
{security}
        CustomHeadersConfig:
          Items:
{custom}
"""

_DISTRIBUTION = """
  Site:
    Type: AWS::CloudFront::Distribution
    Condition: WithCdn
    Properties:
      DistributionConfig:
        Enabled: true
        Comment: !Ref AWS::StackName
        HttpVersion: http2
        Aliases: [!Select [2, !Split ["/", !Ref SiteOrigin]]]
        DefaultRootObject: index.html
        ViewerCertificate:
          AcmCertificateArn: !If [InChina, !Ref AWS::NoValue, !Ref Certificate]
          IamCertificateId: !If [InChina, !Ref Certificate, !Ref AWS::NoValue]
          SslSupportMethod: sni-only
          MinimumProtocolVersion: TLSv1.2_2021
        Origins:
          - Id: site
            DomainName: !GetAtt SiteBucket.RegionalDomainName
            S3OriginConfig: {OriginAccessIdentity: !Sub "origin-access-identity/cloudfront/${SiteReader}"}
          - Id: api
            DomainName: !Sub "${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}"
            CustomOriginConfig: {OriginProtocolPolicy: https-only, OriginSSLProtocols: [TLSv1.2]}
        # what is missing or refused now may be there in a second
        CustomErrorResponses:
$ERRORS
        CacheBehaviors:
$KEPT
          - PathPattern: /api/*
            TargetOriginId: api
            ViewerProtocolPolicy: https-only
            AllowedMethods: [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE]
            Compress: true
            MinTTL: 0
            DefaultTTL: 0
            MaxTTL: 0
            ForwardedValues: {QueryString: true, Cookies: {Forward: none}, Headers: [Authorization, Idempotency-Key]}
$BEHAVIOURS
        DefaultCacheBehavior:
$DEFAULT
"""

# what verifies certificates is the same for everybody, and kept as long as its own Cache-Control says
KEPT = ("/api/public/keys", "/api/public/status/*")
_KEPT = """\
          - PathPattern: $PATH
            TargetOriginId: api
            ViewerProtocolPolicy: https-only
            Compress: true
            MinTTL: 0
            DefaultTTL: 0
            MaxTTL: 3600
            ForwardedValues: {QueryString: false, Cookies: {Forward: none}}"""

_BEHAVIOUR = """\
TargetOriginId: site
ViewerProtocolPolicy: redirect-to-https
Compress: true
# the older way to say it: CloudFront in China takes no cache policies
ForwardedValues: {QueryString: false, Cookies: {Forward: none}}
ResponseHeadersPolicyId: !Ref """


def block(headers: str) -> str:
    """The template's resources for the families of a text such as site/headers.json."""
    policy = json.loads(headers)
    families = policy["families"]
    written = [_headers_policy(family["name"], policy["common"] | family["headers"]) for family in families]
    *others, last = families
    assert last["path"] == "*"  # whatever no other pattern matches
    behaviours = [
        f"          - PathPattern: {family['path']}\n" + _indented(_behaviour(family["name"]), 12)
        for family in others
    ]
    errors = "\n".join(
        f"          - {{ErrorCode: {code}, ErrorCachingMinTTL: 0}}" for code in UNCACHED_ERRORS
    )
    distribution = (
        _DISTRIBUTION.replace("$ERRORS", errors)
        .replace("$KEPT", "\n".join(_KEPT.replace("$PATH", path) for path in KEPT))
        .replace("$BEHAVIOURS", "\n".join(behaviours))
        .replace("$DEFAULT", _indented(_behaviour(last["name"]), 10))
    )
    return "".join(written) + distribution


def _headers_policy(name: str, headers: Mapping[str, str]) -> str:
    security, custom = [], []
    for header, value in headers.items():
        if header in SECURITY:
            security.append(f"          {SECURITY[header](value)}")
        else:
            custom.append(f"            - {{Header: {header}, Value: {json.dumps(value)}, Override: true}}")
    return _POLICY.format(
        title=name.title(), name=name, security="\n".join(security), custom="\n".join(custom)
    )


def _transport(value: str) -> str:
    age = re.fullmatch(r"max-age=(\d+); includeSubDomains", value)
    assert age  # another value needs another spelling here
    return f"StrictTransportSecurity: {{AccessControlMaxAgeSec: {age[1]}, IncludeSubdomains: true, Override: true}}"


def _content_type(value: str) -> str:
    assert value == "nosniff"
    return "ContentTypeOptions: {Override: true}"


def _content_policy(value: str) -> str:
    for placeholder, origin in ORIGINS.items():
        value = value.replace(placeholder, origin)
    spelled = json.dumps(value)
    if "${Host}" in value:
        host = '{Host: !Select [2, !Split ["/", !Ref Issuer]]}'
        return f"ContentSecurityPolicy: {{ContentSecurityPolicy: !Sub [{spelled}, {host}], Override: true}}"
    tag = "!Sub " if "${" in value else ""
    return f"ContentSecurityPolicy: {{ContentSecurityPolicy: {tag}{spelled}, Override: true}}"


# CloudFront takes these in fields of their own, and refuses them as custom headers
SECURITY = {
    "Strict-Transport-Security": _transport,
    "X-Content-Type-Options": _content_type,
    "Referrer-Policy": lambda value: f"ReferrerPolicy: {{ReferrerPolicy: {value}, Override: true}}",
    "X-Frame-Options": lambda value: f"FrameOptions: {{FrameOption: {value}, Override: true}}",
    "Content-Security-Policy": _content_policy,
}


def _behaviour(family: str) -> str:
    return f"{_BEHAVIOUR}{family.title()}Headers"


def _indented(text: str, width: int) -> str:
    return "\n".join(" " * width + line for line in text.splitlines())


def with_cdn(template: str, headers: str) -> str:
    """A template with the CDN that the headers say in place of the one that it had."""
    before, _, rest = template.partition(BEGINS)
    return before + BEGINS + block(headers) + ENDS + rest.partition(ENDS)[2]


def scripts(built: str) -> str:
    """The hashes of inline scripts in a text such as build/headers.json."""
    return " ".join(dict.fromkeys(re.findall(r"'sha256-[A-Za-z0-9+/=]+'", built)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the template's CDN from site/headers.json.")
    parser.add_argument("--scripts", action="store_true", help="print the parameter DocsScripts instead")
    if parser.parse_args().scripts:
        print(scripts(BUILT.read_text("utf-8")))
    else:
        made = with_cdn(TEMPLATE.read_text("utf-8"), HEADERS.read_text("utf-8"))
        TEMPLATE.write_text(made, "utf-8")


if __name__ == "__main__":
    main()
