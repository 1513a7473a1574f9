using Curlew.Service.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Curlew.Service.Security.Access.Authorization;

/// <summary>What every request has to meet that no endpoint opens to all: a key whose role is enough, see <see cref="RoleRules"/>.</summary>
internal sealed class AccessRequirement : IAuthorizationRequirement;

/// <summary>Why a request that was believed is refused all the same; a feature of its <see cref="HttpContext"/>.</summary>
/// <param name="Type">The kind of problem that it is answered with.</param>
/// <param name="Detail">Why, and what is needed, as sentences.</param>
internal sealed record AccessRefusal(ProblemType Type, string Detail);

/// <summary>That a request was let through; a feature of its <see cref="HttpContext"/>.</summary>
internal sealed record AccessGrant;
