namespace Curlew.Service.Features;

/// <summary>A use case of the API, whole in one file; it never uses another one.</summary>
internal interface ISlice
{
    /// <summary>Adds its endpoint, with its documentation, below <c>/api/v1</c>.</summary>
    static abstract void Map(IEndpointRouteBuilder routes);
}
