using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AcdRouter.Contracts;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AcdRouter.Web;

/// <summary>Puts the HTTP API together.</summary>
public static class WebModule
{
    /// <summary>Where the API's own description is served.</summary>
    public const string DescriptionPath = "/openapi/v1.json";

    /// <summary>The services of the API. <see cref="IEngine"/>, <see cref="IEngineStatus"/> and the history store come from the composition.</summary>
    /// <param name="services">The services.</param>
    /// <param name="keys">The folder of the keys that seal tokens; made when missing.</param>
    /// <param name="trustedProxies">Proxies whose <c>X-Forwarded-For</c> is believed; without any the header is ignored.</param>
    /// <param name="holder">This process as holder of lines, where the engine is another process; null where both are one.</param>
    public static IServiceCollection AddAcdWeb(
        this IServiceCollection services, DirectoryInfo keys, IReadOnlyList<IPNetwork> trustedProxies, LineHolder? holder = null) =>
        services.AddAcdTokens(keys).AddApi(trustedProxies, holder);

    /// <summary>As the other one, with keys that several processes share.</summary>
    public static IServiceCollection AddAcdWeb(
        this IServiceCollection services, IXmlRepository keys, IReadOnlyList<IPNetwork> trustedProxies, LineHolder? holder = null) =>
        services.AddAcdTokens(keys).AddApi(trustedProxies, holder);

    private static IServiceCollection AddApi(this IServiceCollection services, IReadOnlyList<IPNetwork> trustedProxies, LineHolder? holder)
    {
        if (holder is not null) services.AddSingleton(holder);
        services.AddAuthorization(Policies.Add);
        services.AddSingleton<IAuthorizationHandler, PersonRequirementHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorisationProblems>();
        services.AddSingleton<SiteDirectory>();
        services.AddSingleton<QueueVersions>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveStreams>();
        services.AddSingleton<Ordinals>();
        services.AddSingleton<SharedHash>();
        services.AddSingleton<JoinLimiter>();
        services.AddRateLimiter(CallerLimiter.Add);
        services.Configure<ForwardedHeadersOptions>(options => ForwardedAddresses.Trust(options, trustedProxies));
        services.AddProblemDetails(options => options.CustomizeProblemDetails = FrameworkProblems.Complete);
        services.AddExceptionHandler<ExceptionProblems>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => Configure(options.SerializerOptions));
        services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = WebLimits.MaxBodyBytes;
            options.Limits.MaxConcurrentConnections = WebLimits.Connections;
        });
        services.AddOpenApi(options => options
            .AddSchemaTransformer(ContractSchemas.TransformAsync)
            .AddOperationTransformer(DescribeOperations.TransformAsync)
            .AddDocumentTransformer(DescribeApi.TransformAsync));
        return services;
    }

    /// <summary>What makes and reads tokens, and nothing else: for the command line as well.</summary>
    public static IServiceCollection AddAcdTokens(this IServiceCollection services, DirectoryInfo keys)
    {
        // Keys are secrets: nobody but the owner reads them.
        if (OperatingSystem.IsWindows()) keys.Create();
        else Directory.CreateDirectory(keys.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return services.AddTokens(protection => protection.PersistKeysToFileSystem(keys));
    }

    /// <summary>As the other one, with keys that several processes share.</summary>
    public static IServiceCollection AddAcdTokens(this IServiceCollection services, IXmlRepository keys) =>
        services.AddTokens(protection => protection.Services.Configure<KeyManagementOptions>(options => options.XmlRepository = keys));

    private static IServiceCollection AddTokens(this IServiceCollection services, Action<IDataProtectionBuilder> keep)
    {
        keep(services.AddDataProtection().SetApplicationName("acd-router"));
        services.AddAuthentication(BearerTokenDefaults.AuthenticationScheme)
            .AddBearerToken(options => options.BearerTokenExpiration = TokenIssuer.Lifetime);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TokenIssuer>();
        return services;
    }

    /// <summary>Health alone, for a process that serves no API. <see cref="IEngineStatus"/> comes from the composition.</summary>
    public static void MapAcdHealth(this WebApplication app)
    {
        app.UseRouting();
        StatusEndpoints.MapHealth(app);
    }

    /// <summary>The pipeline and every route.</summary>
    public static void MapAcdWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.Use(next => context => SecurityHeaders.AddAsync(context, next));
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseAuthentication();
        // Before the privileges are looked up: that already asks the engine.
        app.UseRateLimiter();
        app.UseAuthorization();
        // For any token: what is open is no more than must be.
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization();
        StatusEndpoints.MapHealth(app);
        var api = app.MapGroup("/api/v1");
        SessionEndpoints.Map(api);
        ParticipantEndpoints.Map(api);
        SessionPageEndpoints.Map(api);
        JoinEndpoints.Map(api);
        CustomerEndpoints.Map(api);
        AgentEndpoints.Map(api);
        QueueEndpoints.Map(api);
        RequestEndpoints.Map(api);
        HistoryEndpoints.Map(api);
        SettingsEndpoints.Map(api);
        StatusEndpoints.Map(api);
    }

    /// <summary>
    /// Strict: a member that is not known, given twice, missing, null against its type or a number for a name is an error that names it.
    /// </summary>
    private static void Configure(JsonSerializerOptions json)
    {
        ContractsJson.Apply(json);
        // On the bus a sender may be newer than this program; here who sends reads the description of this very program.
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
    }
}
